"""What the documents leave to their readers, which commands take long, and which cannot be tried here; each with its
reason. Whatever a new command needs beyond this has to be declared, or its test fails."""

from __future__ import annotations

from typing import NamedTuple

SMALL = "small.toml"
"""A scenario of one cluster and six months, so that a command written for any scenario is tried in a moment."""
OTHER = "other.toml"
"""Another policy in the same place."""
STUDY = "small-study.toml"
"""A study of one cluster and six months with three choices and one uncertain number."""
SWEPT = "small-study-results"
"""Where ``kkgsim sweep STUDY``, which stands before ``kkgsim verify DIR`` in lists of commands, leaves results."""
PLACE = "small-place"
"""A place of one cluster."""

FILLINGS = {
    "FACT…": "F7",
    "--out FIT": "fit",
    "--out HASIL": "fit",
    "FAKTA…": "F7",
    "SCENARIO": SMALL,
    "SKENARIO": SMALL,
    "SCENARIO…": f"{SMALL} {OTHER}",
    "SKENARIO…": f"{SMALL} {OTHER}",
    "--against SCENARIO": "against.toml",
    "A.toml": SMALL,
    "B.toml": OTHER,
    "STUDY": STUDY,
    "STUDY.toml": STUDY,
    "STUDI": STUDY,
    "DIR": SWEPT,
    "FOLDER": SWEPT,
    "DIR_OR_STUDY": STUDY,
    "explain NAME": "attend_distance",
    "explain NAMA": "attend_distance",
    "--outcome NAME": "attendance_share",
    "--outcome NAMA": "attendance_share",
    "--below LIMIT": "60%",
    "--below BATAS": "60%",
    "--budget RUPIAH": "60000000",
    "FILE": "my-list.xlsx",
    "DAFTAR": "daftar.xlsx",
    "-o PLACE": "new-place",
    "-o TEMPAT": "tempat-baru",
    "new FILE": "my-first.toml",
    "new BERKAS": "pertama.toml",
    "interactions PLACE": PLACE,
    "app PLACE": PLACE,
    "page PLACE": PLACE,
    "app TEMPAT": PLACE,
    "page TEMPAT": PLACE,
    "-o FILE.html": "room.html",
    "-o BERKAS.html": "ruang.html",
}
"""What stands for a placeholder, by the placeholder or by the word before it and the placeholder. Several words fill
one with an ellipsis."""


class Entry(NamedTuple):
    """Commands that match a pattern (``*`` is anything), and why they are treated apart."""

    pattern: str
    reason: str


SLOW = (
    Entry("kkgsim * experiments/*", "a whole study, up to some minutes; test_experiments.py holds what they print"),
    Entry("*kkgsim compare scenarios/* --out results *", "the main job; test_shown_output.py holds what it prints"),
    Entry("kkgsim sensitivity scenarios/studies/*", "thousands of runs of three years, with hundreds of factors"),
    Entry("kkgsim sensitivity STUD[YI]", "sixteen scramblings of a sample, some twenty seconds"),
    Entry("kkgsim sensitivity swept*", "needs the sweep of the shipped study"),
    Entry("kkgsim sweep scenarios/studies/*", "a thousand runs of three years"),
    Entry("kkgsim discover swept *", "needs the sweep above, and plays today beside it"),
    Entry("import pandas*ema_workbench*", "reads what the discovery above leaves"),
    Entry("kkgsim discover scenarios/studies/*", "a thousand runs of three years"),
    Entry("kkgsim robust scenarios/*", "200 futures of three policies in a whole subdistrict"),
    Entry("kkgsim search scenarios/studies/*", "weighs up to two thousand packages on forty futures"),
    Entry("kkgsim compare packages/*", "needs the search above"),
    Entry("python verification/search_against_simple.py*", "three searches of four hundred packages"),
    Entry("kkgsim shortlist*", "weighs four hundred packages in a whole subdistrict"),
    Entry("kkgsim compare shortlist/*", "needs the shortlist above"),
    Entry("kkgsim calibrate*", "thousands of points, each with every arm of its facts"),
    Entry("kkgsim compare * --numbers *", "needs a fit"),
    Entry("kkgsim validate", "all shipped facts"),
    Entry("kkgsim validate --draws 0", "all shipped facts"),
    Entry("python docs/make_facts.py", "all shipped facts; test_levels.py makes the same page"),
    Entry("python docs/make_fit.py *", "needs a fit and its check; test_shipped_fit.py makes the same page"),
    Entry("python docs/make_trust.py", "some 15,000 runs; test_released.py makes the same page"),
    Entry("python docs/make_effects.py", "every lever alone over ten years in three places"),
    Entry("kkgsim clocks *", "plays every clock, the agents among them"),
    Entry("kkgsim value *", "a thousand futures, and a curve for each of some 300 numbers"),
    Entry("kkgsim interactions*", "all pairs of levers over three years; test_pairs.py plays some of them"),
    Entry("kkgsim sweep STUDY.toml --dask local *", "a cluster of eight processes"),
    Entry(
        "python benchmarks/before_and_now.py*", "needs an earlier checkout beside this one, and measures for minutes"
    ),
    Entry("python benchmarks/page.py*", "measures a page in a browser for a minute"),
    Entry("python benchmarks/measure.py*", "measures for minutes, up to a quarter of an hour"),
)
"""Commands of more than some twenty seconds, and those that need what such a command leaves. They are tried with
``pytest -m documented_slow``."""

REGISTRY = "sets up an environment, for which packages are downloaded"
ELSEWHERE = (
    Entry("python3.11 -m venv *", REGISTRY),
    Entry("py -3.11", "how Windows calls Python"),
    Entry("source .venv/bin/activate", "needs the environment that the reader has set up"),
    Entry(".venv/bin/pip *", REGISTRY),
    Entry("pip install *", REGISTRY),
    Entry("python locks/renew.py*", "asks a registry for the newest packages, and writes the locks"),
    Entry("python3.11 verification/install.py*", REGISTRY),
    Entry("python3.11 verification/pythons.py*", REGISTRY),
    Entry("python docs/make_description.py*", "writes the description; test_description.py makes it and compares"),
    Entry("python -m verification*", "draws pictures into the checkout; test_verification.py plays the same checks"),
    Entry("python web/build.py*", "writes what the package ships; test_built_files.py builds it and compares"),
    Entry(".venv/bin/pytest*", "the suite that this is part of"),
    Entry("pytest*", "the suite that this is part of"),
    Entry("python docs/make_site.py*", "test_site.py builds the site and looks into it"),
    Entry("python notebooks/make_notebooks.py*", "writes the notebooks; test_notebooks.py runs them"),
    Entry("python -m build *", "test_wheel.py builds and tries both"),
    Entry("ruff *", "a check of the code, which is done before every commit"),
    Entry("mypy", "a check of the code, which is done before every commit"),
    Entry("git config *", "changes the reader's checkout"),
    Entry("kkgsim new *", "asks at the keyboard; test_first_steps.py answers"),
    Entry("kkgsim app*", "serves until it is stopped; test_serve.py opens it"),
    Entry(
        "kkgsim sweep STUDY.toml --dask tcp://*", "needs a cluster on other machines; test_dask.py plays on one here"
    ),
    Entry("dask scheduler", "serves until it is stopped"),
    Entry("dask worker*", "serves until it is stopped"),
    Entry("kubectl *", "needs Kubernetes"),
    Entry("from dask_jobqueue *", "needs SLURM"),
    Entry("from dask_kubernetes.*", "needs Kubernetes"),
    Entry("python experiments/renew.py*", "plays all studies; the long test of test_experiments.py does the same"),
)
"""Commands that cannot be tried here. Their options are looked up all the same."""

OTHERS_OPTIONS = {
    "--find-links": "pip",
    "--memory-limit": "dask worker",
    "--no-index": "pip",
    "--upgrade": "locks/renew.py",
}
"""Options in a sentence that are those of another program."""
EXTRAS = {
    "calibrate": "sklearn",
    "discover": "ema_workbench",
    "search": "pymoo",
    "shortlist": "pymoo",
    "ema_workbench": "ema_workbench",
    "--dask": "distributed",
}
"""What a command needs that holds one of these words and is not always installed."""
QUICK = 20.0
"""Seconds of processor time up to which a command is tried in every run of the tests."""
