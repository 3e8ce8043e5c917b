"""The page of an organisation."""
