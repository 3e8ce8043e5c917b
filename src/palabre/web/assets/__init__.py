"""The static files that browsers keep, and the files of templates."""
