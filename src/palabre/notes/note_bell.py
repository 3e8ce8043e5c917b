"""Rung when a note's log grew by a form or an act: its open rooms look at once."""

from palabre.live.bell import Bell

bell = Bell()  # of notes, by their numbers
