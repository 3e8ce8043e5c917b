"""Changes to questions: reword, merge, split, continue. Those who carry a question decide."""
