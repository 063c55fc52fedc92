"""How far nods, shakes and looks are told right, on drawn heads."""
