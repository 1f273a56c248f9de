-- Whether two reports are of one event: same, different or unsure, the score, and what spoke for and against it (JSON).
SELECT * FROM derived_judgements
