-- The stretch of days in which a side stood in one state towards one ceasefire: from the change to the next one of that side and ceasefire (until is empty for the last). phase: before, made, running, out or over.
SELECT conflict, [conflict] AS conflicts, about AS ceasefire, about_name AS word, side, coalesce(side_name, 'no side named') AS side_name, after AS state, phase, latest AS day,
    lead(latest) OVER (PARTITION BY conflict, about, side ORDER BY latest, position) AS until,
    min(latest) OVER (PARTITION BY conflict, about) AS opened, known_since AS published, record, sentence
FROM changes
WHERE what = 'ceasefire' AND latest IS NOT NULL
