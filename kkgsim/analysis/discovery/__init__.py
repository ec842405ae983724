"""TODO room kkgsim.analysis.discovery"""
