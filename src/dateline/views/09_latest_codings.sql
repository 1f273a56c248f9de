-- The coding that counts for each story: of the last revision of the story (by date of publication, then arrival), by the newest coder that coded it.
SELECT s.story_key, c.coder_no, s.story_id, s.revision, s.published, s.outlet, s.agencies, s.title, s.url, s.language, s.text, k.coder, c.conflicts, c.coded
FROM kept_stories s JOIN kept_codings c USING (story_key) JOIN coders k USING (coder_no)
QUALIFY row_number() OVER (PARTITION BY s.story_id ORDER BY s.published DESC NULLS LAST, s.revision DESC, c.coder_no DESC) = 1
