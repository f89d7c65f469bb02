"""The log: changes between two commits of main become events, and whoever made them gets a name."""
