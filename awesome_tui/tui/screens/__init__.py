"""What owns state and hands it to widgets."""
