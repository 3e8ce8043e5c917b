"""Meeting, Series, agenda, attendance, decisions, minutes, and importing minutes."""
