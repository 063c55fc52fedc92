"""Everything that touches a device or a heavy library, one module each."""
