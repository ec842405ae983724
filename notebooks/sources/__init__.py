"""What the notebooks say, each in both languages, and do, which is the same in both."""
