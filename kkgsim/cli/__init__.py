"""TODO room kkgsim.cli"""
