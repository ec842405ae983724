"""TODO room kkgsim.analysis.optimisation"""
