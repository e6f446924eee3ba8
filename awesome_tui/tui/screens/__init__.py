"""Screens, which own the state and pass it to their widgets."""
