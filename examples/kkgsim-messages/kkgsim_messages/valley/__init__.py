"""The folder of a place, as ``kkgsim schools import`` writes it: ``place.toml`` and ``schools.csv`` lie beside this."""
