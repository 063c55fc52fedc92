"""Files, streams, libraries and the display of the machine."""
