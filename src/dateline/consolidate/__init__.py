"""Consolidate: what many stories have in common. Pure functions over stories and coded stories: no store, no clock, no network.

`sketch` and `copies` find the copies of one text, `retractions` what was taken back, `incidents` the one event behind many reports,
`utterances` what was said once and printed in many wordings. All give the same answer whatever the order of arrival.
"""
