"""How far nods, shakes, looks and talk are told right, on drawn heads."""
