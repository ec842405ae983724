"""The file of a posterior: what it may hold, and what is said where there is none."""

import json
from pathlib import Path

import numpy as np
import pytest

from kkgsim.errors import InputError
from kkgsim.model import posterior as home
from kkgsim.model.posterior import FILE, USUAL, Posterior, both, drawn_of, model_hash, posterior, said, word_of
from kkgsim.model.registry import PARAMETERS

NAMES = ("attend_base", "learn_rate")


def made() -> Posterior:
    """Three draws of two numbers within their ranges."""
    ends = np.array([[PARAMETERS[name].low, PARAMETERS[name].value, PARAMETERS[name].high] for name in NAMES])
    return Posterior(NAMES, np.array([0.25, 0.5, 0.25]), ends.T, model_hash(), {"f2": "0"}, {"seed": 1})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / FILE).write_text(made().text(), encoding="utf-8")
    return tmp_path


def test_what_is_written_is_read(folder: Path) -> None:
    known = posterior(str(folder))
    assert known.names == NAMES
    assert known.draws == pytest.approx(made().draws)
    assert known.text() == made().text()
    assert not known.stale


def test_joint_draws_stand_together_by_their_weight() -> None:
    rows = made().given(np.array([0.1, 0.3, 0.7, 0.9, 1.0]))
    for rank, name in enumerate(NAMES):
        assert rows[name].tolist() == made().draws[[0, 1, 1, 2, 2], rank].tolist()


def test_of_another_model_it_is_stale(folder: Path) -> None:
    content = json.loads((folder / FILE).read_text(encoding="utf-8"))
    (folder / FILE).write_text(json.dumps({**content, "model_sha256": "0" * 64}), encoding="utf-8")
    assert posterior(str(folder)).stale


@pytest.mark.parametrize("spoilt", [
    {"draws": [[0.0]]}, {"weights": [0.0, 0.0, 0.0]}, {"weights": [-1.0, 1.0, 1.0]},
    {"numbers": ["attend_base", "none"]}, {"draws": [[1e9, 1e9]] * 3}, {"numbers": []}, {"facts_sha256": 3},
])  # fmt: skip
def test_a_file_that_cannot_be_drawn_from_is_refused(folder: Path, spoilt: dict) -> None:
    content = json.loads((folder / FILE).read_text(encoding="utf-8"))
    (folder / FILE).write_text(json.dumps({**content, **spoilt}), encoding="utf-8")
    with pytest.raises(InputError, match="holds no posterior"):
        posterior(str(folder))


def test_while_none_ships_it_is_said_how_one_is_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(home, "HOME", tmp_path / FILE)
    with pytest.raises(InputError, match="kkgsim calibrate --out FOLDER"):
        drawn_of("posterior")


def test_words_and_their_numbers() -> None:
    assert [drawn_of(word) for word in ("book", "prior", "drawn")] == [False, True, USUAL]
    assert [word_of(drawn) for drawn in (False, True, "posterior")] == ["book", "prior", "posterior"]
    with pytest.raises(InputError, match="did you mean posterior"):
        drawn_of("posteriro")


def test_the_book_wins_and_a_posterior_stands_before_the_evidence() -> None:
    assert [both(one, other) for one in (False, True, "p") for other in (False, True, "p")] == [
        False, False, False, False, True, "p", False, "p", "p",
    ]  # fmt: skip


def test_words_about_a_module_are_no_part_of_the_model_and_what_it_does_is() -> None:
    text = '"""A module."""\n\n\ndef half(x):\n    """Half."""\n    return x / 2.0  # of x\n'
    assert said(text) == said("def half(x):\n    # half\n    return  x / 2.0\n") == "def half(x):\nreturn x / 2.0"
    assert said(text) != said(text.replace("2.0", "3.0"))


def test_what_looks_like_a_comment_inside_a_string_is_none() -> None:
    """Else a changed colour or a changed heading would go unnoticed."""
    text = 'a = \'#123456\'  # ink\nb = "it\'s \\" # "  # quoted\nc = f\'{a}#{b}\'\nd = """\n# a heading\n"""\n'
    assert said(text).splitlines() == [
        "a = '#123456'",
        'b = "it\'s \\" # "',
        "c = f'{a}#{b}'",
        'd = """',
        "# a heading",
        '"""',
    ]
