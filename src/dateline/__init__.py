"""Dateline: read newswire, write down the system that the news describes."""
