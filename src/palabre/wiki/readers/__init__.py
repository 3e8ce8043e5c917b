"""Readers, invitations and watches of pages."""
