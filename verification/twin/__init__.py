"""An independent twin: the model written anew in NumPy from ``docs/description/`` alone, to be set beside the package.

Nothing of the package's rules, levers or engine is used or was read for it; the package never imports it.
"""
