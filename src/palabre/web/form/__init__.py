"""Forms: where they come from, what was typed in them, and how they are shown."""
