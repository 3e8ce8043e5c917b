"""The printed kit of a day: its parts, their words, the PDF."""
