"""The small study that the tests of sweeps play is the one that is read here."""

from execution.conftest import study, write  # noqa: F401 (fixtures; pytest finds them here)
