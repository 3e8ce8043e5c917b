"""An account says which persons it is."""
