"""Attendance: presence, answers to a call, news sent."""
