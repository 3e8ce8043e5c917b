"""Screens of accounts: the link for the person who animates, and signing in."""
