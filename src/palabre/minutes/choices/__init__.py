"""Changes by the importer to what was read: only the text, the people of a list, a thing out, other words."""
