-- A contact that was held between two known actors (names in order of the alphabet): a meeting, call, visit or talks, by event; standing where it goes on.
SELECT story_id, event_id, coalesce(e.latest, e.published) AS day, least(a.name, b.name) AS one, greatest(a.name, b.name) AS other,
    CASE WHEN e.status = 'ongoing' THEN 'standing' ELSE coalesce(e.mode, 'talks') END AS form, e.holders, e.sentence, e.published, e.outlet, e.conflicts
FROM events e
JOIN event_actors a USING (story_id, event_id) JOIN event_actors b USING (story_id, event_id)
WHERE e.type = 'CONSULT' AND e.status IN ('happened', 'ongoing') AND a.role IN ('actor', 'recipient') AND b.role IN ('actor', 'recipient')
    AND a.actor IS NOT NULL AND b.actor IS NOT NULL AND a.name < b.name
    AND NOT starts_with(a.actor, '~') AND NOT starts_with(b.actor, '~')
