"""WHAT FOLLOWS FROM MANY RUNS: one folder an analysis, with its computing, tables, report and pictures."""
