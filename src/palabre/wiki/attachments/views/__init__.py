"""Screens of attachments, one module each."""
