"""What can go wrong in training, said in one sentence for the person who typed the command."""

from __future__ import annotations


class TrainingError(Exception):
    """Says what is wrong and what to do; the command line prints it and exits with code 2."""
