-- An incident with the conflicts that its reports tell of and the day on which the first of them was published.
SELECT i.*, coalesce(i.latest, r.published) AS day, r.published, r.conflicts
FROM incidents i JOIN (
    SELECT incident_id, min(published) AS published, list_sort(list_distinct(flatten(list(conflicts)))) AS conflicts
    FROM incident_reports JOIN stories USING (story_id) GROUP BY incident_id) r USING (incident_id)
