"""All code that depends on Textual's internals, each piece with what it gains."""
