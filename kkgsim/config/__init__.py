"""TODO room kkgsim.config"""
