-- A change of a conflict's state: what became what, for which side, since when (earliest to latest), known since which day, and by which record.
SELECT * FROM derived_changes
