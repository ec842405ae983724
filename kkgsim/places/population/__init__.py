"""Who is there: the roster of a place, people at the start, and who serves which cluster."""
