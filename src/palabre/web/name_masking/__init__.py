"""Masks names for readers from outside: people who never came by themselves appear by first name only.

A removed name is « une personne » there at once, before the texts of others are rewritten (see words_of_others). People
who named them know them, a passer-by does not. It is applied once per rendered screen (masked_screens.py), to its HTML:
to the text between tags, and to attributes read aloud (`title`, `alt`…). URLs are kept, since links must work.

A mask (name_mask.py) looks for the names of a space in two ways: by their letters, whatever signs part their pieces
(spelled_names.py), and as they are stored, for those that hold odd signs (stored_names.py).
"""
