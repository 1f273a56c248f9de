-- A tie between two known actors (not those that only one story names): a relation said to hold (leads, backs, recognises …) or an act of violence of one against the other. kind is its sort.
SELECT story_id, relation_id AS record_id, published AS day, predicate AS kind, subject AS one, object AS other, subject_actor AS one_id, object_actor AS other_id, holders, published, outlet, conflicts
FROM relations WHERE subject_actor IS NOT NULL AND object_actor IS NOT NULL AND predicate <> 'in_contact_with'
    AND NOT starts_with(subject_actor, '~') AND NOT starts_with(object_actor, '~')
UNION ALL
SELECT e.story_id, e.event_id, coalesce(e.latest, e.published), 'fights', a.name, b.name, a.actor, b.actor, e.holders, e.published, e.outlet, e.conflicts
FROM events e JOIN event_actors a USING (story_id, event_id) JOIN event_actors b USING (story_id, event_id)
WHERE e.type = 'ASSAULT' AND e.status IN ('happened', 'ongoing') AND a.role = 'actor' AND b.role = 'recipient' AND a.actor IS NOT NULL AND b.actor IS NOT NULL
    AND NOT starts_with(a.actor, '~') AND NOT starts_with(b.actor, '~')
