-- A known actor in the stories of a conflict: in how many of them, the first and the last.
SELECT conflict, actor, any_value(name ORDER BY story_id, mention_id) AS name, any_value(kind ORDER BY story_id, mention_id) AS kind, any_value(country ORDER BY story_id, mention_id) AS country,
    count(DISTINCT story_id) AS stories, min(published) AS first, max(published) AS last
FROM (SELECT unnest(conflicts) AS conflict, * FROM mentions WHERE actor IS NOT NULL AND NOT starts_with(actor, '~'))
GROUP BY conflict, actor
