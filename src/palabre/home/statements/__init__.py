"""Statements about a person in the texts of their space, which they confirm, correct or remove."""
