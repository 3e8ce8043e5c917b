"""Tables of answers: a poll brought in from elsewhere, and one given out."""
