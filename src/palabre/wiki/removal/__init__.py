"""Removal of a page by a member, its undo, and its deletion after a month."""
