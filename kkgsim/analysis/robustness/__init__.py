"""TODO room kkgsim.analysis.robustness"""
