"""New records: what a partner, an app or a version begins with."""
