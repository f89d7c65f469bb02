"""One outside world each: folders, git, images, caches."""
