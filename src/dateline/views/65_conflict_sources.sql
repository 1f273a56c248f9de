-- An outlet in the stories of a conflict: how many stories it brought, how many of them texts of its own and how many copies of another's, the first and the last.
SELECT conflict, coalesce(outlet, 'outlet not told') AS outlet, count(*) AS stories, count(*) FILTER (WHERE relation = 'origin' OR relation IS NULL) AS origins,
    count(*) FILTER (WHERE relation <> 'origin') AS copies, min(published) AS first, max(published) AS last
FROM (SELECT unnest(conflicts) AS conflict, story_id, outlet, published FROM stories) LEFT JOIN copies USING (story_id)
GROUP BY 1, 2
