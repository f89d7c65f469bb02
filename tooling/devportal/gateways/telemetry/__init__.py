"""Telemetry on disk: exports come in, rows lie in Parquet by day, engines roll them up."""
