-- A relation that is said to hold, as who leads, backs, controls or recognises whom. Current codings only. With the story's date of publication, outlet and conflicts.
SELECT x.* EXCLUDE (story_key, coder_no), c.published, c.outlet, c.conflicts
FROM kept_relations x JOIN current_codings c USING (story_key, coder_no)
