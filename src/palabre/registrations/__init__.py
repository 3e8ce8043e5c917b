"""Registrations: who comes to a day, by a name and a mail address; places, the waiting list, the letters to them.

What takes people in (a gathering, later the day of a forum) points to its Roll, and fills `hooks`.
"""
