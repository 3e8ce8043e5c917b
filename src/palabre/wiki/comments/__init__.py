"""Comments on passages of a page: written, answered, settled, removed."""
