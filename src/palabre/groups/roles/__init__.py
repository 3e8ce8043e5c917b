"""Roles in a group: pledges, calls, offers, handover, renewal."""
