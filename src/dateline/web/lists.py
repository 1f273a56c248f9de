"""The lists that pages show and that can be downloaded: a view each, with what it can be narrowed by. One place for pages, downloads and the API."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from dateline.model.story import Record
from dateline.store import Store
from dateline.web.address import Asked
from dateline.web.faults import NotThere
from dateline.web.rows import Rows, paged

_ANY_DAY = {"since": "{day} >= $since", "until": "{day} <= $until", "as_of": "{day} <= $as_of", "known_by": "published <= $known_by"}
_DAYS = frozenset(_ANY_DAY)
_TICKS = {"news": "NOT background", "real": "realised", "contested": "len(conflicting) > 0"}
_CHOICES = {
    "conflict": "list_contains(conflicts, $conflict)", "outlet": "outlet = $outlet", "type": "type = $type", "status": "status = $status", "family": "family = $family",
    "actor": "(list_contains(actor_ids, $actor) OR list_contains(recipient_ids, $actor))", "holder": "list_contains(holders, $holder)", "place": "place = $place", "speaker": "speaker_actor = $speaker",
    "illocution": "illocution = $illocution", "form": "form = $form", "step": "step = $step", "side": "list_contains(by_ids, $side)", "party": "(list_contains(actors, $party) OR list_contains(recipients, $party))",
    "about": "contains(lower(content), lower($about))", "predicate": "predicate = $predicate", "kind": "kind = $kind", "story": "story_id = $story", "verdict": "verdict = $verdict",
}  # fmt: skip


class Listed(Record, frozen=True, kw_only=True):
    """A list: its view, the columns that are given, the column of days, the order, and by what it can be narrowed."""

    view: str
    about: str
    columns: str = "*"
    day: str = "published"
    order: str
    by: tuple[str, ...] = ()


LISTS: dict[str, Listed] = {
    "stories": Listed(view="stories", about="stories", columns="story_id, published, outlet, agencies, title, left(text, 200) AS begins, url, conflicts", order="published DESC NULLS LAST, story_id", by=("conflict", "outlet", "since", "until", "as_of", "known_by")),
    "events": Listed(
        view="events", about="events", columns="*, coalesce(latest, published) AS day", day="coalesce(latest, published)", order="coalesce(latest, published) DESC NULLS LAST, story_id, position",
        by=("conflict", "type", "status", "actor", "holder", "outlet", "place", "story", "news", "since", "until", "as_of", "known_by"),
    ),
    "statements": Listed(
        view="statements", about="statements", columns="*, coalesce(said_latest, published) AS day", day="coalesce(said_latest, published)", order="coalesce(said_latest, published) DESC NULLS LAST, story_id, statement_id",
        by=("conflict", "speaker", "illocution", "form", "about", "outlet", "story", "since", "until", "as_of", "known_by"),
    ),
    "steps": Listed(
        view="process", about="steps of ceasefires and talks", columns="*, coalesce(latest, published) AS day", day="coalesce(latest, published)", order="coalesce(latest, published) DESC NULLS LAST, story_id, step_id",
        by=("conflict", "kind", "step", "side", "real", "news", "outlet", "story", "since", "until", "as_of", "known_by"),
    ),
    "relations": Listed(view="relations", about="relations", order="published DESC NULLS LAST, story_id, relation_id", by=("conflict", "predicate", "outlet", "story", "since", "until", "as_of", "known_by")),
    "incidents": Listed(view="told_incidents", about="incidents", day="day", order="day DESC NULLS LAST, incident_id", by=("conflict", "type", "place", "party", "contested", "since", "until", "as_of", "known_by")),
    "contacts": Listed(view="contacts", about="contacts", day="day", order="day DESC NULLS LAST, story_id, event_id, one, other", by=("conflict", "outlet", "since", "until", "as_of", "known_by")),
    "ties": Listed(view="ties", about="ties between actors", day="day", order="day DESC NULLS LAST, story_id, record_id", by=("conflict", "kind", "outlet", "since", "until", "as_of", "known_by")),
    "map": Listed(view="map", about="events with their places", day="day", order="day DESC NULLS LAST, story_id, event_id", by=("conflict", "type", "place", "outlet", "since", "until", "as_of", "known_by")),
    "ladder": Listed(view="ladder", about="states of each side towards each ceasefire", day="day", order="opened DESC, ceasefire, side_name, day", by=("conflict", "since", "until", "as_of", "known_by")),
    "casualties": Listed(view="casualties", about="reports of people killed", day="day", order="day DESC NULLS LAST, story_id, event_id", by=("conflict", "outlet", "since", "until", "as_of", "known_by")),
    "timeline": Listed(view="fighting_and_talking", about="fighting and talking", day="day", order="day DESC NULLS LAST, story_id, event_id", by=("conflict", "type", "family", "outlet", "since", "until", "as_of", "known_by")),
    "copies": Listed(view="copied_stories", about="copies", order="published DESC NULLS LAST, story_id", by=("conflict", "outlet", "since", "until", "as_of", "known_by")),
    "changes": Listed(view="changes", about="changes", columns="*", day="known_since", order="known_since DESC, conflict, position DESC", by=("since", "until")),
    "corrections": Listed(view="corrections", about="corrections", day="CAST(made AS DATE)", order="made DESC, correction_id", by=("verdict", "story", "since", "until")),
}
"""Each list by its name in addresses."""


def listed(name: str) -> Listed:
    """The list of a name."""
    if name not in LISTS:
        raise NotThere(f"There is no such list. The lists: {', '.join(LISTS)}")
    return LISTS[name]


def question(name: str, wanted: Asked, **fixed: str) -> tuple[str, dict[str, object]]:
    """The SQL of a list as an address narrows it, and its values. `fixed` come from the path, not from the address's values."""
    this = listed(name)
    where: list[str] = []
    values: dict[str, object] = {}
    for key in this.by:
        if key in _DAYS:
            value: dt.date | str | None = wanted.day(key)
            condition = _ANY_DAY[key].format(day=this.day)
        elif key in _TICKS:
            if wanted.flag(key):
                where.append(_TICKS[key])
            continue
        else:
            value, condition = fixed.get(key) or wanted.text(key), _CHOICES[key]
        if value is not None:
            where.append(condition)
            values[key] = value
    return f"SELECT {this.columns} FROM {this.view}" + (" WHERE " + " AND ".join(where) if where else "") + f" ORDER BY {this.order}", values


def shown(store: Store, name: str, wanted: Asked, *, size: int = 50, **fixed: str) -> Rows:
    """The rows of a list that an address asks for, a page of them."""
    sql, values = question(name, wanted, **fixed)
    return paged(store, sql, values, wanted, size=size)


def batches(store: Store, name: str, wanted: Asked, *, most: int = 2_000, **fixed: str) -> Iterator[Any]:
    """All rows of a list as Arrow record batches."""
    sql, values = question(name, wanted, **fixed)
    with store.connection(guarded=True) as c:
        yield from c.sql(sql, params=values).to_arrow_reader(most)
