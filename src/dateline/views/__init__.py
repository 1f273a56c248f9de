"""Views: the named queries that every question about a store goes through. One a file: its comment is its documentation."""

import functools
import hashlib
import pathlib

from dateline.model.story import Record

_FOLDER = pathlib.Path(__file__).parent


class View(Record, frozen=True, kw_only=True):
    """A named query: `about` says what a row is, `sql` gives the rows."""

    name: str
    about: str
    sql: str


@functools.cache
def all_views() -> tuple[View, ...]:
    """The views of this folder, in an order in which each needs only those before it (files begin with a number)."""
    found = []
    for path in sorted(_FOLDER.glob("*.sql")):
        lines = path.read_text(encoding="utf-8").splitlines()
        about = " ".join(line[2:].strip() for line in lines if line.startswith("--"))
        found.append(View(name=path.stem.partition("_")[2], about=about, sql="\n".join(line for line in lines if not line.startswith("--")).strip()))
    return tuple(found)


def definitions(*, temporary: bool = False) -> tuple[str, ...]:
    """The statements that put the views into a database, or only into one session."""
    return tuple(f"CREATE OR REPLACE {'TEMPORARY ' if temporary else ''}VIEW {v.name} AS {v.sql}" for v in all_views())


@functools.cache
def version() -> str:
    """A digest of the views: a store tells by it whether its views are this program's."""
    return hashlib.sha256("\n".join(definitions()).encode()).hexdigest()[:16]
