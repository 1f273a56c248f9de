-- An event: who did what to whom, when and where, who vouches for it, and whether it happened. Current codings only. With the story's date of publication, outlet and conflicts.
SELECT x.* EXCLUDE (story_key, coder_no), c.published, c.outlet, c.conflicts
FROM kept_events x JOIN current_codings c USING (story_key, coder_no)
