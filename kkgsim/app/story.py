"""One teacher's story: who it is, whether the teacher came last month, and why."""

from __future__ import annotations

from html import escape
from typing import Any

from kkgsim.app.screen import ScreenModel
from kkgsim.engine.agents import TeacherAgent, Why
from kkgsim.locale import decimal, percent, say
from kkgsim.views import style

TOWARD, AWAY = style.COLOURS[:2]


def default_teacher(model: ScreenModel) -> int:
    """The first teacher of the school farthest from its meeting."""
    return min(model.teachers, key=lambda t: (-t.school.distance_km, t.index)).index  # type: ignore[no-any-return]


def told(model: ScreenModel, index: int) -> str:
    """The story of a teacher as HTML."""
    teacher: Any = model.teachers[index]
    return _who(teacher, model.lang) + _decision(teacher, model)


def _who(teacher: TeacherAgent, lang: str) -> str:
    it: Any = teacher
    facts = (
        say("app_permanent" if it.permanent > 0.5 else "app_contract", lang),
        say("app_years", lang, n=decimal(it.experience, lang, 0)),
        say("app_way", lang, km=decimal(it.school.distance_km, lang, 1)),
        say("app_workload", lang, n=decimal(max(0.0, it.workload - it.relief_hours), lang, 0)),
        say("app_practice", lang, now=decimal(it.practice, lang, 2), start=decimal(it.practice_found, lang, 2)),
    )
    name = say("teacher_of", lang, n=it.index + 1, school=it.school.name)
    return f'<p class="kkg-who"><b>{escape(name)}</b><br>{escape("; ".join(facts))}</p>'


def _decision(teacher: Any, model: ScreenModel) -> str:
    """Whether the teacher came and why; a plain word where there was no month or no meeting to come to."""
    if not model.steps:
        return _plain("app_unplayed", model.lang)
    if teacher.cluster.planned < 0.5:
        return _plain("app_no_meeting", model.lang)
    if teacher.cluster.meetings < 0.5:
        return _plain("app_no_money", model.lang)
    return _why(teacher.why(), model.lang)


def _plain(key: str, lang: str) -> str:
    said = say(key, lang)
    return f"<p>{escape(said)}</p>"


def _why(why: Why, lang: str) -> str:
    key = "app_came" if why.attended else "app_stayed"
    said = say(key, lang, chance=percent(why.chance, lang), draw=percent(why.draw, lang))
    terms = sorted(((label[lang], value) for label, value in why.terms), key=lambda term: -abs(term[1]))
    rows = [(say("app_base", lang), why.base), *terms]
    most = max(abs(value) for _, value in rows) or 1.0
    body = "".join(_bar(name, value, most, lang) for name, value in rows)
    caption = escape(say("app_why", lang))
    return f'<p>{escape(said)}</p><table class="kkg kkg-why"><caption>{caption}</caption>{body}</table>'


def _bar(name: str, value: float, most: float, lang: str) -> str:
    width = round(50.0 * abs(value) / most, 1)
    side = f"left:50%;background:{TOWARD}" if value >= 0.0 else f"right:50%;background:{AWAY}"
    bar = f'<div class="kkg-bar"><div style="{side};width:{width}%"></div></div>'
    return f"<tr><td>{escape(name)}</td><td>{bar}</td><td>{decimal(value, lang, 2, sign=True)}</td></tr>"
