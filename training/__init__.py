"""Train, calibrate, evaluate and export the expression models that the assistant runs."""
