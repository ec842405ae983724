"""``python -m kkgsim``: the command line."""

from kkgsim.cli import main

main()
