"""Where schools lie: distances, clusters, meeting places."""
