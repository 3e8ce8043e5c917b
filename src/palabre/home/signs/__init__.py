"""Kind signals: what may want attention, and what was answered."""
