"""Copies of a page in other formats, feeds, embeds, licences."""
