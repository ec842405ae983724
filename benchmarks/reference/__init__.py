"""One small model, the reference rules, written in every framework: the same trajectories on the same luck."""
