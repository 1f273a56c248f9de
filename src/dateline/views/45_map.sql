-- An event that happened, told as news, at a place that is known at least as well as a district (never a country's middle). incident is the one event in the world that it reports (as last rebuilt; before that, every report is its own).
SELECT story_id, event_id, coalesce(incident_id, story_id || '/' || event_id) AS incident, coalesce(latest, published) AS day, type, mode, place, place_country, lat, lon, precision, actors, recipients, sentence, published, outlet, conflicts
FROM events LEFT JOIN derived_incident_reports USING (story_id, event_id)
WHERE lat IS NOT NULL AND status IN ('happened', 'ongoing') AND NOT background AND precision NOT IN ('country', 'region', 'province')
