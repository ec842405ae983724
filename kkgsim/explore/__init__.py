"""What matters, where a policy fails, what is robust, what to buy, what to measure: questions over many runs."""
