-- One real-world event behind several reports: type, days, place, parties, how many reports and origins (texts without their copies), and which details the reports disagree about.
SELECT * FROM derived_incidents
