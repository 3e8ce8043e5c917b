"""Meetings as calendars know them (RFC 5545): an invitation, one entry to keep, and secret addresses to follow."""
