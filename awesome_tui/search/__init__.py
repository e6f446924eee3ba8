"""A query against the entries of one list or of many."""
