"""What the commands of the window do; each connects a page with what stands behind it."""
