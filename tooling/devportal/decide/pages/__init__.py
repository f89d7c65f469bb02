"""Page views: plain data for templates, made from the registry by allow-list."""
