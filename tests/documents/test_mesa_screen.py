"""The example of Mesa's own screen: it is drawn, plays, and stops at the horizon."""

from __future__ import annotations

import importlib.util
import warnings
from types import ModuleType

import pytest
from conftest import ROOT

from kkgsim.errors import KKGError


@pytest.fixture(scope="module")
def example() -> ModuleType:
    pytest.importorskip("solara", reason="Mesa's screen needs solara")
    path = ROOT / "docs" / "mesa_screen.py"
    spec = importlib.util.spec_from_file_location("mesa_screen", path)
    module = importlib.util.module_from_spec(spec)
    with warnings.catch_warnings():  # what Mesa and Solara say of each other is not ours to mend
        warnings.simplefilter("ignore")
        spec.loader.exec_module(module)
    return module


def test_it_is_drawn(example: ModuleType) -> None:
    import solara

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _, drawn = solara.render(example.page, handle_error=False)
    assert drawn.find().widgets, "nothing is on the screen"
    drawn.close()


def test_it_cannot_step_past_the_horizon(example: ModuleType) -> None:
    model = example.Screened(months=2, strength=1.0)
    for _ in range(2):
        assert model.running
        model.step()
    assert not model.running
    assert len(model.datacollector.model_vars[example.OUTCOMES[0]]) == 2
    with pytest.raises(KKGError):
        model.step()
