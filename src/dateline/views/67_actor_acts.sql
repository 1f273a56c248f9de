-- An event with one of its known parties (actor or recipient), for asking what an actor did and what was done to it.
SELECT a.actor, a.role, a.name, e.*, coalesce(e.latest, e.published) AS day
FROM event_actors a JOIN events e USING (story_id, event_id)
WHERE a.actor IS NOT NULL AND a.role IN ('actor', 'recipient')
