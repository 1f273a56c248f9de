-- People counted in an event, as killed, injured, displaced or otherwise harmed. Current codings only. With the story's date of publication, outlet and conflicts.
SELECT x.* EXCLUDE (story_key, coder_no), c.published, c.outlet, c.conflicts
FROM kept_event_counts x JOIN current_codings c USING (story_key, coder_no)
