"""Search: one French-aware index over what every slice says, kept in step outside the requests.

Each slice says in its `findable.py` what of its things can be found. What changes in a space makes its version
grow; the worker follows that version (`indexer`), so that no act has anything more to do. What is found and in
which order is decided by `pure/search` and `hits`, the same on each database.
"""
