"""Note: one Markdown text that several people write, its revisions, its rendering, and merging of two saves."""
