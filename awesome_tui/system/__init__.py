"""The machine around the program: terminal, standard streams, browser and clipboard."""
