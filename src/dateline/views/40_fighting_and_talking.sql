-- An event that happened or goes on, told as news, and whether it is fighting (ASSAULT), force short of it (COERCE, MOBILIZE), protest, talking (CONSULT, AGREE, COOPERATE) or a concession (CONCEDE, RETREAT). day is the last day on which it may have been, or the day of publication. incident is the one event in the world that it reports (as last rebuilt; before that, every report is its own).
SELECT story_id, event_id, coalesce(incident_id, story_id || '/' || event_id) AS incident, coalesce(latest, published) AS day, earliest, latest, type, mode, actors, recipients, sentence,
    CASE WHEN type = 'ASSAULT' THEN 'fighting'
         WHEN type IN ('COERCE', 'MOBILIZE') THEN 'force'
         WHEN type = 'PROTEST' THEN 'protest'
         WHEN type IN ('CONSULT', 'AGREE', 'COOPERATE') THEN 'talking'
         WHEN type IN ('CONCEDE', 'RETREAT') THEN 'concession'
         ELSE 'other' END AS family,
    published, outlet, conflicts
FROM events LEFT JOIN derived_incident_reports USING (story_id, event_id)
WHERE status IN ('happened', 'ongoing') AND NOT background
