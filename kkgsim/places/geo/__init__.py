"""TODO room kkgsim.places.geo"""
