"""One teacher's story: who it is, whether the teacher came last month, and why."""

from __future__ import annotations

from html import escape
from typing import Any

from kkgsim.engine.agents import TeacherAgent, Why
from kkgsim.i18n import decimal, percent, tr
from kkgsim.plotting import style
from kkgsim.web.screen import ScreenModel

TOWARD, AWAY = style.COLOURS[:2]


def default_teacher(model: ScreenModel) -> int:
    """The first teacher of the school farthest from its meeting."""
    return min(model.teachers, key=lambda t: (-t.school.distance_km, t.index)).index  # type: ignore[no-any-return]


def told(model: ScreenModel, index: int) -> str:
    """The story of a teacher as HTML."""
    teacher: Any = model.teachers[index]
    return _who(teacher) + _decision(teacher, model)


def _who(teacher: TeacherAgent) -> str:
    it: Any = teacher
    facts = (
        tr("app_permanent" if it.permanent > 0.5 else "app_contract"),
        tr("app_years", n=decimal(it.experience, 0)),
        tr("app_way", km=decimal(it.school.distance_km, 1)),
        tr("app_workload", n=decimal(max(0.0, it.workload - it.relief_hours), 0)),
        tr("app_practice", now=decimal(it.practice, 2), start=decimal(it.practice_found, 2)),
    )
    name = tr("teacher_of", n=it.index + 1, school=it.school.name)
    return f'<p class="kkg-who"><b>{escape(name)}</b><br>{escape("; ".join(facts))}</p>'


def _decision(teacher: Any, model: ScreenModel) -> str:
    """Whether the teacher came and why; a plain word where there was no month or no meeting to come to."""
    if not model.steps:
        return _plain("app_unplayed")
    if teacher.cluster.planned < 0.5:
        return _plain("app_no_meeting")
    if teacher.cluster.meetings < 0.5:
        return _plain("app_no_money")
    return _why(teacher.why())


def _plain(key: str) -> str:
    said = tr(key)
    return f"<p>{escape(said)}</p>"


def _why(why: Why) -> str:
    key = "app_came" if why.attended else "app_stayed"
    said = tr(key, chance=percent(why.chance), draw=percent(why.draw))
    terms = sorted(((str(label), value) for label, value in why.terms), key=lambda term: -abs(term[1]))
    rows = [(tr("app_base"), why.base), *terms]
    most = max(abs(value) for _, value in rows) or 1.0
    body = "".join(_bar(name, value, most) for name, value in rows)
    caption = escape(tr("app_why"))
    return f'<p>{escape(said)}</p><table class="kkg kkg-why"><caption>{caption}</caption>{body}</table>'


def _bar(name: str, value: float, most: float) -> str:
    width = round(50.0 * abs(value) / most, 1)
    side = f"left:50%;background:{TOWARD}" if value >= 0.0 else f"right:50%;background:{AWAY}"
    bar = f'<div class="kkg-bar"><div style="{side};width:{width}%"></div></div>'
    return f"<tr><td>{escape(name)}</td><td>{bar}</td><td>{decimal(value, 2, sign=True)}</td></tr>"
