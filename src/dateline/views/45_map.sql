-- An event that happened, told as news, at a place that is known at least as well as a district (never a country's middle).
SELECT story_id, event_id, coalesce(latest, published) AS day, type, mode, place, place_country, lat, lon, precision, actors, recipients, sentence, published, outlet, conflicts
FROM events
WHERE lat IS NOT NULL AND status IN ('happened', 'ongoing') AND NOT background AND precision NOT IN ('country', 'region', 'province')
