"""Where a policy fails: scenario discovery with PRIM and CART."""
