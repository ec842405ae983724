"""TODO room kkgsim.execution"""
