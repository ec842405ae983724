"""The pictures of a discovery."""
