-- A report of an incident (an event of a story); announced where it only planned or called for it.
SELECT * FROM derived_incident_reports
