"""TODO room kkgsim.analysis.optimisation.plots"""
