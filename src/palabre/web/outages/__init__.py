"""Pages for a full disk and a locked database."""
