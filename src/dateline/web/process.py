"""The process of a conflict as the pages read it: from the store's last rebuild, with the days of sight of an address."""

import datetime as dt
from typing import Any

from dateline.lexicon import load
from dateline.lexicon.process import machine
from dateline.model.process import Process
from dateline.plot.scope import Scope
from dateline.track.brief import Brief, brief
from dateline.web.address import Asked
from dateline.web.desk import Sight
from dateline.web.faults import NotThere

ALL = 1_000_000


def process(sight: Sight, conflict: str) -> Process:
    """The process of a conflict; NotThere if no story of the store tells of it."""
    found = sight.processes.get(conflict, lambda: sight.copy.process(conflict))
    if found is None:
        raise NotThere("No story of this store tells of that conflict, or the account was not made yet. Begin at the front page; an account is made by: dateline rebuild --store DB")
    return found


def short(sight: Sight, conflict: str, as_of: dt.date | None = None, known_by: dt.date | None = None) -> Brief:
    """The brief of a conflict on a day as known by a day."""
    return sight.things.get(("short", conflict, as_of, known_by), lambda: brief(process(sight, conflict), machine(), as_of=as_of, known_by=known_by))


def whole(sight: Sight, conflict: str, as_of: dt.date | None = None, known_by: dt.date | None = None) -> Brief:
    """The brief of a conflict on a day as known by a day, with every row."""
    return sight.things.get(("brief", conflict, as_of, known_by), lambda: brief(process(sight, conflict), machine(), as_of=as_of, known_by=known_by, latest=ALL))


def scope(sight: Sight, conflict: str, wanted: Asked) -> Scope:
    """What a figure of a conflict is about, by the address: since, until (or as_of), known_by."""
    known = load.conflicts_by_id(()).get(conflict)
    return Scope(
        conflict=conflict, title=known.name if known else conflict, countries=known.countries if known else (), since=wanted.day("since"), until=wanted.day("until") or wanted.day("as_of"),
        known_by=wanted.day("known_by"),
    )  # fmt: skip


def card(sight: Sight, conflict: str) -> dict[str, Any]:
    """A conflict at a glance: its stand by side, fighting, last change, what comes next."""
    b = short(sight, conflict)
    sections = {s.id: s for s in b.sections}
    return {"brief": b, "sides": [r for r in sections["ceasefire"].rows if r.cells[1]][:6], "next": sections["calendar"].rows[:1], "sources": {s.number: s for s in b.sources}}
