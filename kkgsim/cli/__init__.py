"""THE COMMAND LINE: options, commands, and how an answer is printed and kept."""
