"""Practice in the window."""
