"""Settling doubts: what each answer makes, by kind, and how it is taken back.

A family (`days`, `presence`…) knows how its kinds are asked, which answers they have and what each answer does. The
acts in `answering` are the same for all.
"""

from palabre.meetings.settling.answering import put_off, reopen, settle
from palabre.meetings.settling.families import family_of

__all__ = ["family_of", "put_off", "reopen", "settle"]
