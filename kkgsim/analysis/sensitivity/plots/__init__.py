"""The pictures of a sensitivity analysis."""
