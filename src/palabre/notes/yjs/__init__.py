"""The log of Yjs updates and its epochs."""
