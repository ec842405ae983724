"""The page as one HTML file: the built page, the printed month, a place's world and all declarations in it.

Nothing of it asks for anything from anywhere, and its content security policy says so: scripts and styles are named by
their hash, WebAssembly and Workers made from text are allowed, everything else is not.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from dataclasses import asdict
from typing import Any

import kkgsim
from kkgsim.engine.initial_state import roster_of
from kkgsim.engine.printing.decision import decision_text
from kkgsim.errors import KKGError
from kkgsim.i18n import current_language, tr
from kkgsim.places.districts import one_district
from kkgsim.places.place import Place
from kkgsim.scenario.library import shipped
from kkgsim.scenario.read import read_scenario
from kkgsim.scenario.resolve import own_question
from kkgsim.scenario.scenario import Scenario
from kkgsim.web.declarations import both, declarations, ground, trust
from kkgsim.web.part import part_of
from kkgsim.web.printed_month import PAGE, STYLE, built, printed_month
from kkgsim.web.still import still
from kkgsim.web.world_file import world_file

SEED, MONTHS = 2026, 36
REPLICATES, LARGE_REPLICATES, PART_REPLICATES = 100, 32, 16
"""Runs that a page plays of a place, of one with more than :data:`LARGE` teachers, which take some five seconds, and of
the part of it that answers first."""
LARGE = 3000
LARGEST = 6_000_000
"""Bytes that a page may have: what a phone still opens."""
TEMPLATE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<div id="page"><div class="still">{still}</div></div>
<script type="application/json" id="given">{given}</script>
<script>{script}</script>
</body>
</html>
"""


def page_file(
    place: Place, *, seed: int = SEED, months: int = MONTHS, replicates: int | None = None, served: bool = False,
    lan: bool = False,
) -> str:  # fmt: skip
    """The page of a place as HTML, in the current language to begin with; of so many ``replicates`` as an answer needs
    unless given. One that is ``served`` may ask its own server for a board and hand lists to it; with ``lan`` phones
    can open it.

    Raises ``KKGError`` for a place of several districts, or one that makes too large a page.
    """
    one_district(place)
    scenario = own_question(place, months, seed, ())
    given = _given(place, scenario, replicates or _replicates(place, scenario))
    text = _filled(place, scenario, {**given, "served": {"lan": lan} if served else None})
    if len(text.encode()) > LARGEST:
        limit, size = (round(number / 1e6, 1) for number in (LARGEST, len(text.encode())))
        raise KKGError(tr("page_too_large", place=place.title, size=size, limit=limit))
    return text


def _filled(place: Place, scenario: Scenario, given: dict[str, Any]) -> str:
    script, style = built(PAGE).decode(), built(STYLE).decode()
    allowed = policy(script, style, served=given["served"] is not None)
    return TEMPLATE.format(
        language=current_language(), policy=allowed, title=html.escape(f"kkgsim · {place.title}"), style=style,
        still=still(scenario, place), given=_embedded(given), script=script,
    )  # fmt: skip


def policy(script: str, style: str, *, served: bool = False) -> str:
    """The content security policy of a page with one script and one style; one that is served may ask its server."""
    scripts, styles = (f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
                       for text in (script, style))  # fmt: skip
    connect = "connect-src 'self'; " if served else ""
    return (
        f"default-src 'none'; script-src {scripts} 'wasm-unsafe-eval' blob:; worker-src blob:; style-src {styles}; "
        f"img-src data: blob:; {connect}base-uri 'none'; form-action 'none'"
    )


def _embedded(given: dict[str, Any]) -> str:
    """JSON that cannot end the element that it stands in."""
    return json.dumps(given, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _replicates(place: Place, scenario: Scenario) -> int:
    """Runs by how many teachers play."""
    return LARGE_REPLICATES if _is_large(place, scenario) else REPLICATES


def _is_large(place: Place, scenario: Scenario) -> bool:
    """By the teachers that play, for lists often do not say how many there are."""
    return len(roster_of(place, scenario).school_of) > LARGE


def _part(place: Place, scenario: Scenario) -> dict[str, Any] | None:
    """What answers first of a large place; None where all of it does soon enough."""
    part = part_of(place, scenario) if _is_large(place, scenario) else None
    if part is None:
        return None
    world = world_file(scenario, part, replicates=PART_REPLICATES).to_bytes()
    return {"clusters": list(part.clusters), "schools": len(part.schools), "replicates": PART_REPLICATES,
            "world": _base64(world)}  # fmt: skip


def _given(place: Place, scenario: Scenario, replicates: int) -> dict[str, Any]:
    month = printed_month()
    world = world_file(scenario, place, replicates=replicates)
    return {
        **declarations(), "trust": trust(scenario),
        "version": kkgsim.__version__,
        "language": current_language(),
        "place": {"name": place.name, "title": both(place.title)},
        "months": scenario.months, "first_month": scenario.first_month, "seed": scenario.seed,
        "replicates": replicates,
        "presets": _presets(place, scenario),
        "map": ground(roster_of(place, scenario)), "clusters": list(place.clusters),
        "part": _part(place, scenario),
        "layout": month.layout, "functions": month.functions, "decision": _bare(decision_text()),
        "javascript": month.javascript,
        "wasm": _base64(month.wasm) if month.wasm else None, "world": _base64(world.to_bytes()),
    }  # fmt: skip


def _bare(script: str) -> str:
    """A printed script without what only readers need: indents and comments."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


CARRIED = ("lever", "start", "end", "settings", "payer", "changes", "to", "when", "until")
"""What of a phase a page can set and hand on."""


def _presets(place: Place, question: Scenario) -> list[dict[str, Any]]:
    """The shipped policies that this place and a page can have: those of its own files without what they assume."""
    made = list[dict[str, Any]]()
    for name, path in shipped().items():
        scenario = read_scenario(path)
        if scenario.place == place.name and scenario.policy and not scenario.assumptions:
            whole = [asdict(phase) for phase in scenario.with_horizon(question.months).policy]
            phases = [{part: phase[part] for part in CARRIED} for phase in whole]
            made.append(
                {"name": name, "title": both(scenario.title), "about": both(scenario.about), "policy": phases,
                 "assumptions": {}, "budget": asdict(scenario.budget) if scenario.budget else None}
            )  # fmt: skip
    return made
