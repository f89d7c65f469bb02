"""Gather, decide, act: one module for each command."""
