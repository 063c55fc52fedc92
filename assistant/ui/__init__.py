"""The window: shows state and emits commands; what is read and said is decided elsewhere."""
