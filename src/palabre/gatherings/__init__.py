"""The groups open up: a gathering open to others, the card of each group, who registers."""
