-- A named place. Current codings only. With the story's date of publication, outlet and conflicts.
SELECT x.* EXCLUDE (story_key, coder_no), c.published, c.outlet, c.conflicts
FROM kept_places x JOIN current_codings c USING (story_key, coder_no)
