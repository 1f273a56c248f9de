"""Dateline: read newswire, write down the system that the news describes."""

__version__ = "0.1.0"
