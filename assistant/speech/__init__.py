"""Who may speak, and when. Free of devices."""
