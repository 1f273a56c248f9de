-- One story's wording of an utterance.
SELECT * FROM derived_renderings
