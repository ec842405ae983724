"""How far an answer can be trusted: what numbers were fitted to, where variance comes from, what trials have found."""
