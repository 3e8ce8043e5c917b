"""One person under two names: found, asked, merged."""
