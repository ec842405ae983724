"""TODO room kkgsim.places.importer"""
