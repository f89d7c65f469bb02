"""Who may see what, worked out from the registry."""
