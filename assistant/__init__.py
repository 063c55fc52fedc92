"""Expression Assistant: facial expressions announced by speech, earcons and large labels."""

__version__ = "0.1.0"
