-- A story that is a copy or a rewrite of another: of which (the earliest of its group), how, how much of the text is its own, and the agency that it credits.
SELECT s.story_id, s.published, s.outlet, s.title, s.conflicts, c.group_id, c.origin, c.relation, c.similarity, c.own, c.agency, o.outlet AS origin_outlet, o.title AS origin_title, o.published AS origin_published
FROM copies c JOIN stories s USING (story_id) LEFT JOIN stories o ON o.story_id = c.origin
WHERE c.relation <> 'origin'
