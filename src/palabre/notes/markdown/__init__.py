"""Markdown to HTML: parser, bounds, holes."""
