"""« La brève »: the news of a community since a reader's last digest, limited to what they may read."""
