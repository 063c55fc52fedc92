"""Practice mode: learning to read faces. Pure logic, free of Qt and of every device."""
