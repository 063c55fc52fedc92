"""Each reader as a function of one file, with inputs that it takes."""
