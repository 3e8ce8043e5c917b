"""The settings of a space: its name, its sentence, its licence."""
