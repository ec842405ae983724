"""WHAT VARIES: study files, their factors and ranges, and the points that are sampled."""
