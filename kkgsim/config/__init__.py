"""READING TOML: every key with its line, every mistake in one pass, and reading on past broken lines."""
