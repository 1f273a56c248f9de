-- A story's place among the copies of its text: the group (its earliest story), how it relates to the origin (origin, identical, republished, shortened, updated, rewritten), and the agency that the text credits.
SELECT * FROM derived_copies
