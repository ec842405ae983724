"""TODO room kkgsim.model"""
