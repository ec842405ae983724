"""The months of the year: in which of them a run begins, exams are written and BOS may come in."""

from __future__ import annotations

FIRST_MONTH = 7
"""The month in which a run starts unless its scenario says otherwise: July, when the school year does."""
EXAM_MONTHS = (6, 12)
"""When a semester ends and exam papers are written."""
QUARTER_STARTS = (1, 4, 7, 10)
"""When a quarter begins and its part of BOS comes in."""
