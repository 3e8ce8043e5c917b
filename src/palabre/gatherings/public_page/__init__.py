"""The page of an opening that everybody reads, where one registers."""
