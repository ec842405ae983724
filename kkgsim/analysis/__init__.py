"""TODO room kkgsim.analysis"""
