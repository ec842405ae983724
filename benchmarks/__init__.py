"""What kkgsim costs in time and memory, side by side with its peers. Run: ``python benchmarks/measure.py``."""
