-- One thing that a speaker said, in however many wordings it was printed.
SELECT * FROM derived_utterances
