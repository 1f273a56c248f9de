-- What a reviewer said: of a record (right, wrong, corrected, with the fields that change as JSON), or of reports (merged with others, parted from them), why, who and when (UTC). holds: the newest word on its record.
SELECT correction_id, verdict, story_id, record AS record_id, kind, words, reports, others, changes, reason, who, made,
    record IS NULL OR row_number() OVER (PARTITION BY story_id, record ORDER BY made DESC, correction_id DESC) = 1 AS holds
FROM kept_corrections
