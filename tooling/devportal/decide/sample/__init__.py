"""Sample registries: a curated cast of partners, and as many more as a benchmark needs."""
