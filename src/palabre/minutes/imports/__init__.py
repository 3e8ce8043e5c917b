"""Import of minutes: upload, conversion, publication, undo."""
