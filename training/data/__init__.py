"""Data sets on their way to a network: read, cleaned, joined, stored."""
