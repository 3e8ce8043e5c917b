"""Settling doubts: what each answer makes, by kind, and how it is taken back.

A family (`days`, `presence`…) knows how its kinds are asked, which answers they have and what each answer does. The
acts in `answering` are the same for all.
"""
