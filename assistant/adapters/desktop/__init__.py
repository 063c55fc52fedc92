"""What the desktop tells and takes: screen readers, keys for all programs, the wish for less motion."""
