"""TODO room kkgsim.analysis.comparison.plots"""
