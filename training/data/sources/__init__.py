"""Readers of public expression data sets; each gives `Faces`."""
