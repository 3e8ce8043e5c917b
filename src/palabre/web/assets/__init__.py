"""The static files that browsers keep."""
