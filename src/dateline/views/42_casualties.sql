-- People killed in an event that happened, as a story bounds them (low to high), with the place and who says so. Reports of one event are not added up here: each is a row. incident is the one event in the world that it reports (as last rebuilt; before that, every report is its own).
SELECT story_id, event_id, coalesce(incident_id, story_id || '/' || event_id) AS incident, coalesce(latest, published) AS day, type, mode, killed_low AS low, killed_high AS high, actors, recipients, place, place_country, holders, sentence, published, outlet, conflicts
FROM events LEFT JOIN derived_incident_reports USING (story_id, event_id)
WHERE killed_low IS NOT NULL AND status IN ('happened', 'ongoing') AND NOT background
