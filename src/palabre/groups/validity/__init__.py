"""« Est-ce toujours vrai ? »: what old minutes say waits for one answer, and asks for nothing until then."""
