"""Things that can be done with pages, each with its keys: plain objects that a screen is given."""
