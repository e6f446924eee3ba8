"""The command line: one module per command, and all that reads environment, streams and clock."""
