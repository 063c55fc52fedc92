"""Fuzzing of everything that is read: one table of targets for the suite and for hours of `python -m tests.fuzz`."""
