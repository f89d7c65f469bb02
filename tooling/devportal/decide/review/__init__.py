"""The decision on a request: what changes, who may, who must approve, and what follows from it."""
