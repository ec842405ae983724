"""TODO room kkgsim.analysis.sensitivity"""
