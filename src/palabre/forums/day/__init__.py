"""The day itself: how it is prepared, who hosts it, its code."""
