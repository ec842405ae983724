"""Tests of places: school lists, clusters, embedded places, files."""
