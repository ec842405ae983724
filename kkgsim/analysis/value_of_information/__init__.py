"""Which number a survey should measure first, and what knowing it is worth."""
