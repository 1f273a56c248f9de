-- People killed in an event that happened, as a story bounds them (low to high), with the place and who says so. Reports of one event are not added up here: each is a row.
SELECT story_id, event_id, coalesce(latest, published) AS day, type, mode, killed_low AS low, killed_high AS high, actors, recipients, place, place_country, holders, sentence, published, outlet, conflicts
FROM events
WHERE killed_low IS NOT NULL AND status IN ('happened', 'ongoing') AND NOT background
