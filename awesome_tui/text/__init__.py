"""Strings: made harmless, compared and shown; knows no list."""
