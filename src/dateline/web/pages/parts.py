"""The parts of a conflict that are figures or ledgers: ceasefires, contacts, actors, violations, calendar, changes, positions, sources."""

from collections.abc import Callable, Sequence
from typing import Any

from litestar import Response, get
from litestar.params import FromPath
from msgspec.structs import replace

from dateline.track.brief import Section
from dateline.track.positions import grid
from dateline.web import lists, process
from dateline.web.address import Asked
from dateline.web.desk import Sight
from dateline.web.page import Req, page
from dateline.web.pages.conflict import head
from dateline.web.rows import Rows, part

_SIZE = 60
type Given = dict[str, Any]
"""What a template is given."""


def _turned(s: Section) -> Section:
    """A section with its latest rows first."""
    return replace(s, rows=tuple(reversed(s.rows)))


def _ledger(given: Given, wanted: Asked, main: Section, others: Sequence[Section] = ()) -> Given:
    """A page of one long table, a part at a time, and short ones after it."""
    rows = part(main.rows, wanted, size=_SIZE)
    return {**given, "main": replace(main, rows=tuple(rows.shown)), "rows": rows, "others": [o for o in others if o.rows]}


def _part(request: Req, conflict: str, name: str, title: str, about: str, fill: Callable[[Sight, Asked, Given], Given], template: str = "ledger.html") -> Response[bytes]:
    """The page of a part: the conflict's head, and what `fill` makes of it."""
    return page(request, template, lambda sight, wanted: fill(sight, wanted, head(sight, wanted, conflict, name, title, about)))


@get("/conflict/{conflict:str}/ceasefires", sync_to_thread=True, include_in_schema=False)
def ceasefires(request: Req, conflict: FromPath[str]) -> Response[bytes]:
    """The ladder by side, and every step, told as real or not."""

    def fill(sight: Sight, wanted: Asked, given: Given) -> Given:
        return {**given, "steps": lists.shown(sight.copy, "steps", Asked(wanted.path, {**wanted.values, "kind": "ceasefire"}), size=_SIZE, conflict=conflict)}

    return _part(request, conflict, "ceasefires", "Ceasefires, by side", "A step counts for the side that takes it. What is only called for, proposed or hoped for binds nobody, and is never shown as in force.", fill, "ceasefires.html")


@get("/conflict/{conflict:str}/violations", sync_to_thread=True, include_in_schema=False)
def violations(request: Req, conflict: FromPath[str]) -> Response[bytes]:
    """Alleged violations: who alleges, of whom, where, of which ceasefire."""

    def fill(sight: Sight, wanted: Asked, given: Given) -> Given:
        return _ledger(given, wanted, _turned(given["sections"]["violations"]))

    return _part(request, conflict, "violations", "Alleged violations", "Each is somebody's claim. The ledger says whose; nothing in it was checked here.", fill)


@get("/conflict/{conflict:str}/calendar", sync_to_thread=True, include_in_schema=False)
def calendar(request: Req, conflict: FromPath[str]) -> Response[bytes]:
    """What is to come, and the talks and agreements that were."""

    def fill(sight: Sight, wanted: Asked, given: Given) -> Given:
        s = given["sections"]
        return _ledger(given, wanted, s["calendar"], (_turned(s["talks"]), _turned(s["agreements"]), _turned(s["orders"])))

    return _part(request, conflict, "calendar", "Calendar", "Days to come that somebody announced, called for or agreed on, seen from the day of sight; then talks and agreements up to it.", fill)


@get("/conflict/{conflict:str}/changes", sync_to_thread=True, include_in_schema=False)
def changes(request: Req, conflict: FromPath[str]) -> Response[bytes]:
    """What changed, by the day on which it became known."""

    def fill(sight: Sight, wanted: Asked, given: Given) -> Given:
        return _ledger(given, wanted, replace(given["sections"]["changes"], title="Changes"))

    return _part(request, conflict, "changes", "What changed", "By the day on which a reader could know it, the latest first.", fill)


@get("/conflict/{conflict:str}/network", sync_to_thread=True, include_in_schema=False)
def network(request: Req, conflict: FromPath[str]) -> Response[bytes]:
    """Who leads, backs, recognises and fights whom."""

    def fill(sight: Sight, wanted: Asked, given: Given) -> Given:
        actors = Rows.of(sight.copy, "SELECT * FROM conflict_actors WHERE conflict = $conflict ORDER BY stories DESC, actor LIMIT 60", {"conflict": conflict})
        return {**_ledger(given, wanted, given["sections"]["ties"]), "actors": actors}

    return _part(request, conflict, "network", "Actors and their ties", "Who leads, backs, recognises and fights whom, as the stories and their sources tell it up to the day of sight.", fill, "network.html")


@get("/conflict/{conflict:str}/contacts", sync_to_thread=True, include_in_schema=False)
def contacts(request: Req, conflict: FromPath[str]) -> Response[bytes]:
    """Who met, called or wrote to whom."""

    def fill(sight: Sight, wanted: Asked, given: Given) -> Given:
        return _ledger(given, wanted, given["sections"]["contacts"])

    return _part(request, conflict, "contacts", "Contacts", "Who met, called or negotiated with whom. A square is darker where more stories tell of it.", fill, "contacts.html")


@get("/conflict/{conflict:str}/positions", sync_to_thread=True, include_in_schema=False)
def positions(request: Req, conflict: FromPath[str]) -> Response[bytes]:
    """Where each actor stands on each issue, and how that came."""

    def fill(sight: Sight, wanted: Asked, given: Given) -> Given:
        table = grid(process.process(sight, conflict), as_of=wanted.day("as_of"), known_by=wanted.day("known_by"))
        return {**_ledger(given, wanted, given["sections"]["positions"]), "grid": table}

    return _part(request, conflict, "positions", "Positions", "Where each actor stands on each issue: the last that it said or did itself. What others say of it stands apart, in the table below.", fill, "positions.html")


@get("/conflict/{conflict:str}/sources", sync_to_thread=True, include_in_schema=False)
def sources(request: Req, conflict: FromPath[str]) -> Response[bytes]:
    """The outlets: texts of their own and copies of others', apart."""

    def fill(sight: Sight, wanted: Asked, given: Given) -> Given:
        outlets = Rows.of(sight.copy, "SELECT * FROM conflict_sources WHERE conflict = $conflict ORDER BY stories DESC, outlet LIMIT 200", {"conflict": conflict})
        stories = lists.shown(sight.copy, "stories", wanted, size=40, conflict=conflict)
        copies = Rows.of(sight.copy, "SELECT * FROM copied_stories WHERE list_contains(conflicts, $conflict) ORDER BY published DESC, story_id LIMIT 60", {"conflict": conflict})
        return {**given, "outlets": outlets, "copies": copies, "stories": stories}

    return _part(request, conflict, "sources", "Sources", "A text that ten outlets print is one origin, not ten confirmations.", fill, "sources.html")


ROUTES = [ceasefires, violations, calendar, changes, network, contacts, positions, sources]
