"""Bytes of a registry file to plain data, strictly."""
