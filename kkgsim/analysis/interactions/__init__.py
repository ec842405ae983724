"""TODO room kkgsim.analysis.interactions"""
