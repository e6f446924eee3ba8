"""What draws and reports; none of these knows the library, the network or a sibling."""
