"""What stands in a store: the tables that are only added to, and the marks by which a program knows its own file."""

import pyarrow as pa

from dateline.export.tables import TABLES

VERSION = 2
"""The layout of the tables. A store of another layout is refused with a remedy, never changed in silence."""

KIND = "dateline store"

STORIES = pa.schema(
    [
        ("story_key", pa.string()), ("story_id", pa.string()), ("revision", pa.int32()), ("published", pa.date32()), ("outlet", pa.string()), ("agencies", pa.list_(pa.string())),
        ("title", pa.string()), ("url", pa.string()), ("language", pa.string()), ("text", pa.string()),
    ]
)  # fmt: skip
"""Stories as they came in."""

CODINGS = pa.schema([("story_key", pa.string()), ("coder_no", pa.int32()), ("conflicts", pa.list_(pa.string())), ("coded", pa.binary())])
"""Codings; `coded` is the JSON line of the coding (schema "dateline/1"), compressed (zstd)."""

KEYS = (pa.field("story_key", pa.string()), pa.field("coder_no", pa.int32()))
"""What the rows of a claim begin with: the story as it came in, and the coder."""

CLAIMS = {t.name: pa.schema([*KEYS, *t.schema]) for t in TABLES if t.name != "stories"}
"""Every record of every coding, flat (see export.tables)."""

CORRECTIONS = """TABLE IF NOT EXISTS kept_corrections (
    correction_id VARCHAR PRIMARY KEY, verdict VARCHAR NOT NULL, story_id VARCHAR, record VARCHAR, kind VARCHAR, words VARCHAR, reports VARCHAR[], others VARCHAR[], changes VARCHAR,
    reason VARCHAR NOT NULL, who VARCHAR NOT NULL, made TIMESTAMP NOT NULL, correction VARCHAR NOT NULL)"""
"""What reviewers said. A store from before there were corrections gets the table when it is next written to."""

APPENDED = (
    "CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)",
    # a coder is a program version with its data: a new one codes beside the old
    "CREATE TABLE coders (coder_no INTEGER PRIMARY KEY, coder VARCHAR NOT NULL UNIQUE)",
    """CREATE TABLE kept_stories (
        story_key VARCHAR PRIMARY KEY, story_id VARCHAR NOT NULL, revision INTEGER NOT NULL, published DATE, outlet VARCHAR, agencies VARCHAR[],
        title VARCHAR, url VARCHAR, language VARCHAR, text VARCHAR NOT NULL)""",
    "CREATE TABLE kept_codings (story_key VARCHAR NOT NULL, coder_no INTEGER NOT NULL, conflicts VARCHAR[], coded BLOB NOT NULL, PRIMARY KEY (story_key, coder_no))",
    f"CREATE {CORRECTIONS}",
)
"""Stories, codings and corrections: rows are added and never changed."""
