"""Pure renderers: from decisions to text."""
