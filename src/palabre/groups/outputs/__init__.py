"""Intentions and outputs of a group."""
