"""« À prendre »: what is read out at the end of a meeting, and who takes it on, alone or with others, or nobody yet."""
