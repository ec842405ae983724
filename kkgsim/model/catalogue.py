"""What there is in the model, by name: levers, parameters and outcomes, to be read and not to be changed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kkgsim.model.levers import all_levers
from kkgsim.model.levers.lever import Lever
from kkgsim.model.outcomes import OUTCOMES as DECLARED
from kkgsim.model.outcomes import Outcome
from kkgsim.model.parameters import Parameter
from kkgsim.model.registry import PARAMETERS as REGISTERED

LEVERS: Mapping[str, Lever] = MappingProxyType(dict(all_levers()))
"""What government can do: every lever with its settings, costs and payers, in the order in which they act.

>>> import kkgsim
>>> print(kkgsim.LEVERS["facilitator_team"].label)
District facilitator team
"""
PARAMETERS: Mapping[str, Parameter] = MappingProxyType(dict(REGISTERED))
"""Every number of the model with its value, range, unit, grade of evidence and sources.

>>> import kkgsim
>>> distance = kkgsim.PARAMETERS["attend_distance"]
>>> distance.low <= distance.value <= distance.high
True
"""
OUTCOMES: Mapping[str, Outcome] = MappingProxyType(dict(DECLARED))
"""What is measured: every outcome with its unit, and whether more of it is better (+1), less (-1) or neither (0).

>>> import kkgsim
>>> kkgsim.OUTCOMES["attendance_share"].better
1
"""
