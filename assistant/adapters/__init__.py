"""Everything that touches a device or a heavy library, one module each."""

from assistant.system.c_runtime import find_runtime

find_runtime()
