"""TODO room kkgsim.scenario"""
