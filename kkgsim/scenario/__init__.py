"""THE QUESTION: scenarios, their files, and what they mean month by month."""
