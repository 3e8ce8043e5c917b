"""Dots: a vote that hosts open at the end of the day, its ballots, its cards of paper, its keys."""
