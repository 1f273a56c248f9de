"""The parts of annotate/times.py: arithmetic of the calendar, tense, patterns and rules."""
