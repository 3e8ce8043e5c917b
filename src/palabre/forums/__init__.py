"""The day of a forum ouvert: its wall, its numbered sheets, its reports, and the groups that come out of it."""
