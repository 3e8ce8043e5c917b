"""Changes to questions: reword, merge, split, continue. Those who host a question decide."""
