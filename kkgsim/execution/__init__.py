"""DURABLE EXECUTION: sweeps that survive being killed, their folders, locks, workers and checks."""
