"""Where frames come from: cameras, recordings, pictures and the drawn face."""
