-- A sentence that an earlier text already had word for word, and where it stood first.
SELECT * FROM derived_recycled
