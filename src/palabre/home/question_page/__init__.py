"""The page of a question, with its lineage."""
