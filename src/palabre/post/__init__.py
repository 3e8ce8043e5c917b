"""Letters: written by any slice above, read again in the outbox, sent by one queue through one mail server."""
