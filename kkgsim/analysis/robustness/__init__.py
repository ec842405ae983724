"""Which package stands most futures."""
