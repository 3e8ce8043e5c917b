"""Palabre: the house where the groups of a forum ouvert live. See docs/architecture.md."""
