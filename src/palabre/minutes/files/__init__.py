"""Readers of files: bytes → Markdown. They run in a process of their own and load no Django."""
