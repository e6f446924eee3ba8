"""Where Markdown comes from."""
