"""School lists in: any file of schools read, checked and repaired openly, every row accounted for."""
