"""A text that leaves: sanitised HTML read into a plain tree, and written for YesWiki, as ODT, as a tagged PDF."""
