"""What the world has shown, as files, and whether the model shows it too."""
