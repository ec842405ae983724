"""Many runs over ranges of levers and numbers, kept on disk as they come."""
