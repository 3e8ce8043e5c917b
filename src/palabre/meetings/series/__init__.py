"""A rhythm that is kept: its days are computed, and a meeting is made of the next one only."""
