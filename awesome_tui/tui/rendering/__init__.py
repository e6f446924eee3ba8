"""All that reaches into Textual: each piece with the figure that it buys."""
