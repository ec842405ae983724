"""THE MODEL: what exists, what people do, what government can do, how a month goes, what it costs, what we look at."""
