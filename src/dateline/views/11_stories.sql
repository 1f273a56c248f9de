-- A story as last published: id, date, outlet, agencies, headline, address, language, text, the conflicts that it tells of, and which coder coded it.
SELECT story_id, published, outlet, agencies, title, url, language, text, conflicts, coder, revision FROM current_codings
