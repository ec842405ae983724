"""Which levers need each other, and which overlap."""
