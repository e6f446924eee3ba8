"""Differences between two versions of a list; knows nothing of where they come from."""
