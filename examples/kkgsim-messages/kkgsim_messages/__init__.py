"""A lever and a place for kkgsim, from outside of it."""
