"""Strings and numbers only: no Django, no clock, no input or output. See docs/architecture.md."""
