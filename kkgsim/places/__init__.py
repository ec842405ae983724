"""Places: school lists in, clusters, distances, the road to the meeting, and embedded places."""
