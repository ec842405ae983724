"""What is said of each mistake: the text to replace in a good file, by what, and the line that a person reads."""

from __future__ import annotations

import re

import pytest

from kkgsim.i18n import Text, use_language
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.model.registry import PARAMETERS

from .files_by_hand import FULL, issues, only

pytestmark = pytest.mark.filterwarnings("error")


DELETE = ""
TOPKEYS = "title, about, place, first_month, months, replicates, seed, numbers, price_year, budget, policy, assumptions"
TEAM = all_settings()["facilitator_team_per_10_schools"]
BOUNDS = f"{TEAM.low:g} to {TEAM.high:g} ({TEAM.unit})"
SETTINGS = ", ".join(setting.name for setting in all_levers()["facilitator_team"].settings)
LEVERS = ", ".join(all_levers())
PLACES = "janapria, lombok_tengah, sumba_remote, or the folder of an imported place"
WRONG = [
    # the top
    ('title = { en = "Facilitator team", id = "Tim fasilitator" }\n', DELETE,
     'here.toml: title: is missing; allowed: { en = "...", id = "..." }'),
    ('{ en = "Facilitator team", id = "Tim fasilitator" }', "7",
     'here.toml:1:1: title: must be a text in quotes, or one in each language, as in { en = "...", id = "..." }; '
     'given: 7'),
    ('en = "Facilitator team", id = "Tim fasilitator"', DELETE, "here.toml:1:1: title.en: is missing"),
    ('"Facilitator team"', '"Facili\\u001b[31mtator"',
     'here.toml:1:11: title.en: holds the invisible character U+001B; given: "Facili\\x1b[31mtator"'),
    ('"What it is."', '"What \u202eit is."',
     'here.toml:2:11: about.en: holds the invisible character U+202E; given: "What \\u202eit is."'),
    ('"measured in the hills"', '"\\u0007"',
     'here.toml:22:1: assumptions.attend_distance.why: holds the invisible character U+0007; given: "\\x07"'),
    ("value = 0.10", "value = 1e-400",
     "here.toml:19:1: assumptions.attend_distance.value: is too small for a computer to hold; write 0 if zero is "
     "meant; given: 1e-400"),
    ('id = "Tim fasilitator"', 'id = "Tim fasilitator", jv = "x"',
     "here.toml:1:60: title.jv: unknown key; allowed: en, id"),
    ('id = "Tim fasilitator"', 'id = " "', "here.toml:1:36: title.id: must not be blank"),
    ('id = "Penjelasan."', "id = 7", "here.toml:2:31: about.id: must be a text in quotes; given: 7"),
    ('place = "janapria"\n', DELETE, "here.toml: place: is missing"),
    ('"janapria"', "3", "here.toml:3:1: place: must be a text in quotes; given: 3"),
    ('"janapria"', '""', "here.toml:3:1: place: must not be blank"),
    ('"janapria"', '"Janapira"',
     f'here.toml:3:1: place: there is no such place, nor a folder of that name; given: "Janapira"; '
     f"allowed: {PLACES}; did you mean janapria?"),
    ("months = 36\n", DELETE, "here.toml: months: is missing; allowed: 1 to 240 (months)"),
    ("months = 36", "months = 241",
     "here.toml:4:1: months: is out of range; given: 241; allowed: 1 to 240 (months)"),
    ("months = 36", "months = 36.0",
     "here.toml:4:1: months: must be a whole number; given: 36.0; allowed: 1 to 240 (months)"),
    ("months = 36", "months = true",
     "here.toml:4:1: months: must be a whole number; given: true; allowed: 1 to 240 (months)"),
    ("months = 36", 'months = "36"',
     'here.toml:4:1: months: write 36, without quotes; given: "36"; allowed: 1 to 240 (months)'),
    ("months = 36", "months = 2026-01-01",
     "here.toml:4:1: months: must be a whole number; given: 2026-01-01; allowed: 1 to 240 (months)"),
    ("replicates = 60", "replicates = 0",
     "here.toml:5:1: replicates: is out of range; given: 0; allowed: 1 to 100000"),
    ("replicates = 60", "replicats = 60\nreplicates = 60",
     f"here.toml:5:1: replicats: unknown key; allowed: {TOPKEYS}; did you mean replicates?"),
    ("seed = 2026", "seed = -1", "here.toml:6:1: seed: is out of range; given: -1; allowed: 0 to 4294967295"),
    ("seed = 2026", "seed = 4294967296",
     "here.toml:6:1: seed: is out of range; given: 4294967296; allowed: 0 to 4294967295"),
    ("seed = 2026", "seed = 2026\nfirst_month = 13",
     "here.toml:7:1: first_month: is out of range; given: 13; allowed: 1 to 12"),
    ("seed = 2026", 'seed = 2026\nfirst_month = "July"',
     'here.toml:7:1: first_month: must be a whole number; given: "July"; allowed: 1 to 12'),
    # the budget of the district, and the year of rupiah
    ("seed = 2026\n", "seed = 2026\n[budget]\nceiling = -1\n",
     "here.toml:8:1: budget.ceiling: is out of range; given: -1; allowed: 0 to 100000000000000 (Rp a year)"),
    ("seed = 2026\n", "seed = 2026\n[budget]\nceiling = 2.000\n", None),
    ("seed = 2026\n", 'seed = 2026\n[budget]\npriority = ["monitoring"]\n',
     "here.toml:7:1: budget.ceiling: is missing; allowed: 0 to 100000000000000 (Rp a year)"),
    ("seed = 2026\n", 'seed = 2026\n[budget]\nceiling = 0\npriority = ["monitorin"]\n',
     f'here.toml:9:13: budget.priority[1]: there is no such lever; given: "monitorin"; allowed: {LEVERS}; '
     "did you mean monitoring?"),
    ("seed = 2026\n", 'seed = 2026\n[budget]\nceiling = 0\npriority = ["monitoring", "monitoring"]\n',
     'here.toml:9:27: budget.priority[2]: appears twice in the list; given: "monitoring"'),
    ("seed = 2026\n", "seed = 2026\nbudget = 5_000_000\n", None),
    ("seed = 2026\n", "seed = 2026\nprice_year = 1999\n",
     "here.toml:7:1: price_year: is out of range; given: 1999; allowed: 2000 to 2060"),
    # the policy
    ("[[policy]]", "[policy]",
     "here.toml:8:1: policy: must be written under headings in double brackets; given: { ... }; allowed: "
     "[[policy]]"),
    ("seed = 2026\n\n[[policy]]", "seed = 2026\npolicy = [1]\n\n[other]",
     None),
    ('lever = "facilitator_team"', 'lever = "fasilitator_team"',
     f'here.toml:9:1: policy[1].lever: there is no such lever; given: "fasilitator_team"; allowed: {LEVERS}; '
     "did you mean facilitator_team?"),
    ('lever = "facilitator_team"\n', DELETE, "here.toml:8:1: policy[1].lever: is missing"),
    ("start = 1\n", "start = 0\n",
     "here.toml:10:1: policy[1].start: is out of range; given: 0; allowed: 1 to 36 (months)"),
    ("end = 24", "end = 37",
     "here.toml:11:1: policy[1].end: is out of range; given: 37; allowed: 1 to 36 (months)"),
    ("start = 1\nend = 24", "start = 9\nend = 8\nformal_status = 2.0",
     None),
    ('payer = "donor"', 'payer = "bos"',
     'here.toml:12:1: policy[1].payer: cannot pay for this; given: "bos"; '
     "allowed: district, donor, province, ministry"),
    ('payer = "donor"', 'payer = "pemprov provinsi"',
     'here.toml:12:1: policy[1].payer: cannot pay for this; given: "pemprov provinsi"; '
     "allowed: district, donor, province, ministry; did you mean province?"),
    ("per_10_schools = 1.0", "per_10_school = 1.0",
     "here.toml:13:1: policy[1].per_10_school: unknown key; "
     f"allowed: lever, start, end, payer, change, to, when, until, {SETTINGS}; did you mean per_10_schools?"),
    ("per_10_schools = 1.0", "facilitator_team_formal_status = 1.0",
     "here.toml:13:1: policy[1].facilitator_team_formal_status: unknown key; "
     f"allowed: lever, start, end, payer, change, to, when, until, {SETTINGS}; did you mean formal_status?"),
    ("per_10_schools = 1.0", "months = 48",
     "here.toml:13:1: policy[1].months: belongs at the top of the file, above the first heading in brackets"),
    ("per_10_schools = 1.0", "per_10_schools = 12.5",
     "here.toml:13:1: policy[1].per_10_schools: is out of range; given: 12.5; "
     f"allowed: {BOUNDS}"),
    ("per_10_schools = 1.0", "per_10_schools = false",
     "here.toml:13:1: policy[1].per_10_schools: must be a number; given: false; "
     f"allowed: {BOUNDS}"),
    ("per_10_schools = 1.0", 'per_10_schools = "0,5"',
     'here.toml:13:1: policy[1].per_10_schools: write 0.5, with a dot and without quotes; given: "0,5"; '
     f"allowed: {BOUNDS}"),
    ("per_10_schools = 1.0", 'per_10_schools = "many"',
     'here.toml:13:1: policy[1].per_10_schools: must be a number; given: "many"; '
     f"allowed: {BOUNDS}"),
    ("per_10_schools = 1.0", "per_10_schools = nan",
     "here.toml:13:1: policy[1].per_10_schools: must be a finite number; given: nan; "
     f"allowed: {BOUNDS}"),
    ("per_10_schools = 1.0", "per_10_schools = -inf",
     "here.toml:13:1: policy[1].per_10_schools: must be a finite number; given: -inf; "
     f"allowed: {BOUNDS}"),
    ("per_10_schools = 1.0", "per_10_schools = 1e999",
     "here.toml:13:1: policy[1].per_10_schools: must be a finite number; given: 1e999; "
     f"allowed: {BOUNDS}"),
    ("per_10_schools = 1.0", "per_10_schools = [1]",
     "here.toml:13:1: policy[1].per_10_schools: must be a number; given: [ ... ]; "
     f"allowed: {BOUNDS}"),
    ("[[policy.change]]\nmonth = 13", "[[policy.change]]",
     "here.toml:14:1: policy[1].change[1].month: is missing; allowed: 1 to 24 (months)"),
    ("month = 13", "month = 25",
     "here.toml:15:1: policy[1].change[1].month: is out of range; given: 25; allowed: 1 to 24 (months)"),
    ("[[policy.change]]", "[policy.change]",
     "here.toml:14:1: policy[1].change: must be written under headings in double brackets; given: { ... }; "
     "allowed: [[policy.change]]"),
    ("month = 13\nper_10_schools = 2.0", "month = 13",
     "here.toml:14:1: policy[1].change[1]: changes nothing; name a setting or a payer"),
    ("month = 13", "month = 13\nlever = 1",
     f"here.toml:16:1: policy[1].change[1].lever: unknown key; allowed: month, payer, {SETTINGS}"),
    ("[[policy.change]]", "[[policy.change]]\nmonth = 13\nformal_status = 1\n[[policy.change]]",
     "here.toml:18:1: policy[1].change[2].month: months of changes must increase; given: 13; allowed: above 13"),
    ("month = 13", "month = 13\npayer = 1",
     "here.toml:16:1: policy[1].change[1].payer: must be a text in quotes; given: 1"),
    ("[assumptions", '[[policy]]\nlever = "facilitator_team"\nstart = 24\n\n[assumptions',
     "here.toml:18:1: policy[2]: this lever is already at work in months 1 to 24 (line 8); "
     "given: facilitator_team 24-36"),
    # the assumptions
    ("[assumptions.attend_distance]", "[assumptions.atend_distance]",
     f"here.toml:18:1: assumptions.atend_distance: the model has no such number; "
     f"allowed: one of the {len(PARAMETERS)} numbers of the model; did you mean attend_distance?"),
    ("[assumptions.attend_distance]", "[assumptions]\nattend_money = 1\n[assumptions.attend_distance]",
     "here.toml:19:1: assumptions.attend_money: must be several keys with values, as in "
     "[assumptions.attend_distance]; given: 1"),
    ("[assumptions.attend_distance]", "[assumptions]\nseed = 1\n[assumptions.attend_distance]",
     "here.toml:19:1: assumptions.seed: belongs at the top of the file, above the first heading in brackets"),
    ("value = 0.10\nlow = 0.08", "low = 0.08",
     "here.toml:18:1: assumptions.attend_distance.value: is missing; "
     "allowed: 0.02 to 0.15 (log-odds per km of road)"),
    ("value = 0.10", "value = 0.2",
     "here.toml:19:1: assumptions.attend_distance.value: is out of range; given: 0.2; "
     "allowed: 0.02 to 0.15 (log-odds per km of road)"),
    ("low = 0.08", "low = 0.01",
     "here.toml:20:1: assumptions.attend_distance.low: is out of range; given: 0.01; "
     "allowed: 0.02 to 0.15 (log-odds per km of road)"),
    ("low = 0.08", "low = 0.11",
     "here.toml:20:1: assumptions.attend_distance.low: low must not be above value; given: 0.11; allowed: "
     "<= 0.1"),
    ("high = 0.12", "high = 0.09",
     "here.toml:21:1: assumptions.attend_distance.high: high must not be below value; given: 0.09; "
     "allowed: >= 0.1"),
    ('why = "measured in the hills"', DELETE, "here.toml:18:1: assumptions.attend_distance.why: is missing"),
    ('why = "measured in the hills"', 'why = "\\n"',
     "here.toml:22:1: assumptions.attend_distance.why: must not be blank"),
    ('why = "measured in the hills"', 'why = "x"\nwhi = "y"',
     "here.toml:23:1: assumptions.attend_distance.whi: unknown key; allowed: value, low, high, why; "
     "did you mean why?"),
    # TOML itself, on a line of its own: one mistake, and the rest is checked
    ("per_10_schools = 1.0", "per_10_schools = 0,5",
     "here.toml:13:18: policy[1].per_10_schools: decimals are written with a dot: 0.5; given: 0,5"),
    ("value = 0.10", "value = 0,100",
     "here.toml:19:9: assumptions.attend_distance.value: decimals are written with a dot: 0.100; given: "
     "0,100"),
    ("per_10_schools = 1.0", "per_10_schools = 1,000",
     "here.toml:13:18: policy[1].per_10_schools: write thousands without any mark, as 30000, and decimals "
     "with one dot, as 0.05; given: 1,000"),
    ("replicates = 60", "replicates = 1.000.000",
     "here.toml:5:14: replicates: write thousands without any mark, as 30000, and decimals with one dot, "
     "as 0.05; given: 1.000.000"),
    ("per_10_schools = 1.0", "per_10_schools = 50 %",
     "here.toml:13:18: policy[1].per_10_schools: write a percentage as a share: 0.5; given: 50 %"),
    ('"janapria"', "janapria",
     'here.toml:3:9: place: this value cannot be read; a text needs quotes, as in: place = "janapria"; '
     "given: place = janapria"),
    ('"janapria"', "\u201cjanapria\u201d",
     'here.toml:3:9: place: use straight quotes, " and ", not curly ones; '
     "given: place = \u201cjanapria\u201d"),
    ('"janapria"', '"janapria',
     'here.toml:3:18: place: a text has no quote at its end; given: place = "janapria'),
    ('"janapria"', "'janapria",
     "here.toml:3:1: place: a text has no quote at its end; given: place = 'janapria"),
    ('"janapria"', '"jana\x01pria"',
     'here.toml:3:14: place: the line holds a character that is not allowed; given: place = "jana\\x01pria"'),
    ('"janapria"', r'"C:\places"',
     'here.toml:3:14: place: write \\\\ for a backslash in a text; given: place = "C:\\places"'),
    ("months = 36", "months 36",
     'here.toml:4:8: months: after the key there must be " = " and a value; given: months 36'),
    ("months = 36", "months = 36 months",
     "here.toml:4:13: months: after the value there is something more on the line; given: months = 36 "
     "months"),
    ("months = 36", "months = 2026-02-31",
     "here.toml:4:10: months: there is no such date or time; given: months = 2026-02-31"),
    ("months = 36", "months =",
     'here.toml:4:9: months: this value cannot be read; a text needs quotes, as in: place = "janapria"; '
     "given: months ="),
    ("seed = 2026", "seed = 2026\nseed = 2027", "here.toml:7:1: seed: is given twice, first in line 6"),
    ('id = "Tim fasilitator"', 'id = "a", id = "b"',
     "here.toml:1:46: title.id: is given twice, first in line 1"),
    ("per_10_schools = 1.0", "per_10_schools = 1.0\nper_10_schools = 2.0",
     "here.toml:14:1: policy[1].per_10_schools: is given twice, first in line 13"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), [each for each in WRONG if each[2] is not None])
def test_one_mistake_one_line(old: str, new: str, said: str) -> None:
    assert old in FULL
    found = only(FULL.replace(old, new, 1))
    assert found == said or found.startswith(said + "; allowed: "), found


@pytest.mark.parametrize(("old", "new", "said"), WRONG)
def test_every_mistake_is_told_in_both_languages(old: str, new: str, said: str | None) -> None:
    for problem in issues(FULL.replace(old, new, 1)):
        assert isinstance(problem.what, Text)
        assert problem.what.en != problem.what.id
        with use_language("id"):
            assert not re.search(r"; (given|allowed): |did you mean", str(problem))
