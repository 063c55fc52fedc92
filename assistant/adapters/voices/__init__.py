"""Voices, each engine in a process of its own."""
