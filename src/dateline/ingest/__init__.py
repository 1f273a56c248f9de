"""Ingest: files in, stories out. One reader a file; a reader is found by content."""
