"""Dateline: read newswire, write down the system that the news describes."""

from dateline.settings import VERSION as __version__

__all__ = ["__version__"]
