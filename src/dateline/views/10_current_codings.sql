-- The coding that counts for each story, without the stories that their agency killed, withdrew or replaced by a correction (view retractions says which).
SELECT * FROM latest_codings
WHERE story_id NOT IN (SELECT retracts FROM derived_retractions WHERE retracts IS NOT NULL AND kind IN ('kill', 'withdrawal', 'correction'))
