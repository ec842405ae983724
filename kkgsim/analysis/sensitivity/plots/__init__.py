"""TODO room kkgsim.analysis.sensitivity.plots"""
