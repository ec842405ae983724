"""What decides an outcome: sensitivity indices, their convergence, and the share that is luck."""
