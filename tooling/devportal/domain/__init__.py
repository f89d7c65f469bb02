"""Nouns: frozen models and plain values, without input or output."""
