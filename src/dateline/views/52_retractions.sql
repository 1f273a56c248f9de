-- A story that kills, withdraws, corrects or clarifies another, and which one it means (empty if none fits well enough).
SELECT * FROM derived_retractions
