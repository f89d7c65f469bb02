"""Verbs: pure functions from facts to decisions."""
