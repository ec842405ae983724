"""Measures of one teacher, school, cluster or tie in a month: the values and weights that outcomes are means of.

One file for each of those who are measured. Rules like those of :mod:`kkgsim.model.rules`, but nothing changes by them.
"""

FILES = ("teachers", "clusters", "schools", "staff_and_money")
"""Who and what is measured."""
