"""TODO room kkgsim.io"""
