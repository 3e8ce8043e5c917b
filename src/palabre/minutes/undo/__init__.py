"""Undo minutes that were brought: what goes with them, what stays, and how their text comes back."""
