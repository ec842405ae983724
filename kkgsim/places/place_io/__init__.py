"""Places on disk: ``place.toml`` and ``schools.csv`` written and read back with every mistake named."""
