"""Numbers of the model fitted to facts, jointly, and what speaks for and against the fit."""
