"""kkgsim: what a policy does to teacher working groups (KKG), teachers, children and the budget.

Three lines compare a policy with the status quo::

    import kkgsim
    result = kkgsim.compare("facilitator-team")
    result.table

What the command line does, the function of the same name does with the same words: ``simulate`` (the command ``run``),
``compare``, ``interactions``, ``sweep``, ``sensitivity``, ``discover``, ``robust``, ``search``, ``shortlist``,
``value``, ``validate``, ``calibrate``. Each gives a result with ``table`` and ``tables`` (pandas), ``plot()`` (a
matplotlib figure), ``report()`` (the text that the command prints) and ``save(folder)`` (the files of the command's
``--out``). ``kkgsim.report`` makes a memo of two or three pages, which ``save("memo.docx")`` writes; ``kkgsim.page``
the page for a room of people, which ``save("room.html")`` writes.

``keep`` begins a place once and answers one policy after the other, fast enough for sliders.

``open_place``, ``import_schools`` and ``read_scenario`` read what a question needs, ``KKGModel`` is the model month by
month on Mesa, ``cite`` gives the sources behind a scenario, and ``use_language("id")`` says everything in Indonesian.
Four mappings say what there is, by name: ``LEVERS`` (what government can do), ``PARAMETERS`` (every number of the
model with its range and sources), ``OUTCOMES`` (what is measured) and ``FACTS`` (what the world has shown).

Nothing is imported before it is used.
"""

__version__ = "0.1.0"

_HOMES = {
    "FACTS": "analysis.facts.library",
    "KKGModel": "engine.mesa_model",
    "LEVERS": "model.catalogue",
    "OUTCOMES": "model.catalogue",
    "PARAMETERS": "model.catalogue",
    "calibrate": "analysis.calibration.api",
    "cite": "analysis.citation",
    "compare": "analysis.comparison.api",
    "discover": "analysis.discovery.api",
    "import_schools": "places.importer.api",
    "interactions": "analysis.interactions.api",
    "keep": "analysis.comparison.kept",
    "open_place": "places.place_io.files",
    "page": "web.api",
    "read_scenario": "scenario.read",
    "report": "analysis.memo.api",
    "robust": "analysis.robustness.api",
    "search": "analysis.optimisation.api",
    "sensitivity": "analysis.sensitivity.api",
    "shortlist": "analysis.optimisation.shortlist",
    "simulate": "analysis.comparison.api",
    "sweep": "analysis.sweep.api",
    "use_language": "i18n",
    "validate": "analysis.facts.api",
    "value": "analysis.value_of_information.api",
}
"""The module of each public name; ``__init__.pyi`` tells type checkers the same."""

__all__ = ["__version__", *_HOMES]


def __getattr__(name: str) -> object:
    """Import a public name when it is first used (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
