"""The agenda of a meeting: how it begins, who proposes what, what comes back, and the note that waits for its words."""
