"""MANY RUNS over ranges of levers and numbers: played into a folder, then looked at."""
