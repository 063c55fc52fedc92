"""What is around the pages: the window, its menus and keys, Qt itself."""
