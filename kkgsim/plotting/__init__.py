"""TODO room kkgsim.plotting"""
