"""TODO room kkgsim.design"""
