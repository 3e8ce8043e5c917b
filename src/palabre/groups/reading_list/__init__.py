"""« À lire »: what a group suggests to read, a line each."""
