"""Registered forecasts: what the model says of figures that nobody has yet, and how well it did once they are there."""
