"""Backup and restore of the whole server."""
