"""The pictures of a comparison, one a file."""
