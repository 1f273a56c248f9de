-- Whether two wordings are of one utterance, the likeness (0 to 1), and what was found alike or in the way.
SELECT * FROM derived_utterance_links
