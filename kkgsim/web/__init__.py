"""The page of a room: what it knows of the model, the month printed for browsers, and how it is handed out."""
