"""The board of needs."""
