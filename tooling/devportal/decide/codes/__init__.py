"""Codes of findings that no single rule owns: of the layout, of YAML, of a record's shape."""
