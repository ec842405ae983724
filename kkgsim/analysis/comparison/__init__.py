"""Policies side by side on the same luck: effects, intervals, costs, groups, standards, districts."""
