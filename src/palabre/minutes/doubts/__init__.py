"""Settling doubts: what each answer makes, by kind, and how it is taken back.

A family (`day_doubts`, `presence_doubts`…) knows how its kinds are asked, which answers they have and what each answer
does. The acts in `doubt_answers` are the same for all.
"""
