"""Things that can be done with a list, each with its keys: objects that a screen is given."""
