"""The user's settings in config.toml: read, checked, documented and edited; knows no screen."""
