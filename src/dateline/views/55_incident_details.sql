-- One version of a detail of an incident (who, whom, day, place, how many), with the reports that have it: conflicting versions stand side by side.
SELECT * FROM derived_incident_details
