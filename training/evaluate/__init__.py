"""How well an exported ensemble reads labelled faces."""
