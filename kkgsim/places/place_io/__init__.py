"""TODO room kkgsim.places.place_io"""
