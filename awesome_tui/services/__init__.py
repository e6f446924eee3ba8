"""Joins sources, parsing, search and library for screens and commands alike; knows neither."""
