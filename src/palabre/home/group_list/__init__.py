"""All the groups, and the questions that wait for somebody."""
