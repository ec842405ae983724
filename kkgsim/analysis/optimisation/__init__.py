"""The best packages of policies for a budget."""
