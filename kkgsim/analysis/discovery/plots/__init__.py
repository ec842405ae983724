"""TODO room kkgsim.analysis.discovery.plots"""
