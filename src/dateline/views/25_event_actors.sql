-- A party of an event. Current codings only. With the story's date of publication, outlet and conflicts.
SELECT x.* EXCLUDE (story_key, coder_no), c.published, c.outlet, c.conflicts
FROM kept_event_actors x JOIN current_codings c USING (story_key, coder_no)
