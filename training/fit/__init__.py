"""Training members: batches, losses, the loop, checkpoints, workers."""
