-- Stories, a row each, as last published: id, date, outlet, agencies, title, address, language, text, the conflicts it tells of, and by which coder.
SELECT story_id, published, outlet, agencies, title, url, language, text, conflicts, coder, revision FROM current_codings
