"""Who registers for an opening: places, waiting list, letters, retention."""
