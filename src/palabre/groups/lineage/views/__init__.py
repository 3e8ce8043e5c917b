"""Screens of lineage, one module each."""
