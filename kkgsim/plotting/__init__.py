"""What all pictures share: layout, axes, style, lines with bands, maps."""
