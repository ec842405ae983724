"""Pictures of a sensitivity analysis."""
