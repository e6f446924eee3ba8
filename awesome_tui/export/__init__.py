"""Lists in the forms that other programs read; knows no file and no terminal."""
