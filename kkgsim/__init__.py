"""kkgsim: what a policy does to teacher working groups (KKG), teachers, children and the budget."""

__version__ = "0.1.0"
