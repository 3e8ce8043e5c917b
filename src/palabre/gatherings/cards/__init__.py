"""The card of each group at an opening, and who agreed to what it shows."""
