"""What decides an outcome: sensitivity analysis through SALib, with its convergence and the share that is luck."""
