"""Does the program stay as it was after half an hour? Watched from outside: `python -m benchmarks.soak`."""
