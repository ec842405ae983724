"""The first screen: Mesa's own page on the clear clock, with a map, curves, money and one teacher's story."""
