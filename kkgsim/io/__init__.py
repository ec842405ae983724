"""FILES AND STREAMS: reading what people give within bounds, writing folders whole or not at all, printing."""
