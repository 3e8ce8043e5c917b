"""Account: who signs in. Not the same as a person (see people)."""
