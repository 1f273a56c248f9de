-- A step of a ceasefire told as news: who took it, whether it is asserted as real, and who says so. day is the last day on which it may have been, or the day of publication.
SELECT story_id, step_id, coalesce(latest, published) AS day, step, realised, by_names, by_ids, against_names, according_to, text, published, outlet, conflicts
FROM process
WHERE kind = 'ceasefire' AND NOT background
