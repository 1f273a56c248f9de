-- A conflict that stories of this store tell of, with the number of stories, as last rebuilt.
SELECT conflict, name, stories FROM derived_processes
