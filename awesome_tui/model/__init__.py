"""Values of a list: frozen, standard library only, known to every other package."""
