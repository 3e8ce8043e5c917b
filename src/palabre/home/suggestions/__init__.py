"""Names that are suggested while one types."""
