"""Files of a page: intake, kinds, storage, deletion."""
