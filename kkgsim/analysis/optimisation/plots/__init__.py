"""The pictures of a search for packages."""
