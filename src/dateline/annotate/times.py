"""Time expressions."""

from dateline.model.reading import Reading


def find_times(reading: Reading) -> Reading:
    """Add the time expressions of a story."""
    return reading
