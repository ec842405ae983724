"""TODO room kkgsim.analysis.comparison"""
