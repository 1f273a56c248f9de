-- A statement: what a source is said to have said, thought, asked or denied. Current codings only. With the story's date of publication, outlet and conflicts.
SELECT x.* EXCLUDE (story_key, coder_no), c.published, c.outlet, c.conflicts
FROM kept_statements x JOIN current_codings c USING (story_key, coder_no)
