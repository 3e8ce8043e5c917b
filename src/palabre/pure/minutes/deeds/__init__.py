"""Tasks that are listed, boxed, in tables or told; whose they are, by when, whether done."""
