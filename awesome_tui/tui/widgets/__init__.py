"""Widgets, which draw and report; they know neither the library, the network nor each other."""
