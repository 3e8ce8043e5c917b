"""Meeting, Series, agenda, date poll, attendance, invitations, decisions, room, and the minutes that are written."""
