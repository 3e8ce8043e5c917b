"""Import of minutes: upload, conversion, reading, publication."""
