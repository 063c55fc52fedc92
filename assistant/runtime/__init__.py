"""What runs a pipeline: one source after the other, live or in a batch, and the record of its events."""
