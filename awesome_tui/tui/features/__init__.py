"""Features of the screens: what can be done with a list, each with its keys and actions."""
