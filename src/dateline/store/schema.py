"""What stands in a store: the tables that are only added to, and the marks by which a program knows its own file."""

VERSION = 1
"""The layout of the tables. A store of another layout is refused with a remedy, never changed in silence."""

KIND = "dateline store"

APPENDED = (
    """CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)""",
    # a coder is a program version with its data: a new one codes beside the old
    """CREATE TABLE coders (coder_no INTEGER PRIMARY KEY, coder VARCHAR NOT NULL UNIQUE)""",
    """CREATE TABLE stories (
        story_key VARCHAR PRIMARY KEY, story_id VARCHAR NOT NULL, revision INTEGER NOT NULL, published DATE, outlet VARCHAR, agencies VARCHAR[],
        title VARCHAR, url VARCHAR, language VARCHAR, text VARCHAR NOT NULL)""",
    """CREATE TABLE codings (
        story_key VARCHAR NOT NULL, coder_no INTEGER NOT NULL, conflicts VARCHAR[], coded BLOB NOT NULL, PRIMARY KEY (story_key, coder_no))""",
)
"""Stories and codings: rows are added and never changed. `coded` is the JSON line of the coding (schema "dateline/1"), compressed (zstd)."""
