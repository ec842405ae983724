"""Answers in words, for the terminal and for documents."""
