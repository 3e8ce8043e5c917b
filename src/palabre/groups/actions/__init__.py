"""Things to do: who takes them, how they end."""
