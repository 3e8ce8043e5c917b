"""Minutes that are read: imports, their plan and doubts, the margin, letters to those whom they name."""
