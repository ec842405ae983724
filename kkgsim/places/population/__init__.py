"""TODO room kkgsim.places.population"""
