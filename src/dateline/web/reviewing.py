"""Corrections as the pages and the API take them in: checked against the coded story, written to the store, shown at once where that is quick."""

from collections.abc import Mapping, Sequence

from dateline import review
from dateline.model.coded import CodedStory
from dateline.model.correction import Correction, Judged, Target, Value
from dateline.store import Store
from dateline.web.desk import Desk
from dateline.web.faults import NotThere
from dateline.web.writing import Writing

_AT_ONCE = 1 << 26
"""Bytes of a store of which a new reading copy is made before the answer; a larger one is copied in the background."""


def parts(id_: str) -> tuple[str, str]:
    """Story and record of "story/e3"."""
    story, _, record = id_.rpartition("/")
    return story, record


def story(store: Store, id_: str) -> CodedStory:
    """A story as it is coded now."""
    found = store.story(id_)
    if found is None:
        raise NotThere("There is no such story in this store. The stories: /stories")
    return found


def reports(store: Store, incident: str) -> list[str]:
    """The reports of an incident ("story/e3")."""
    rows = store.query("SELECT story_id || '/' || event_id AS report FROM incident_reports WHERE incident_id = $incident AND NOT announced ORDER BY report", {"incident": incident}).to_pylist()
    if not rows:
        raise NotThere("There is no such incident in this store. The incidents: /incidents")
    return [r["report"] for r in rows]


def judged(desk: Desk, writing: Writing, id_: str, verdict: Judged, changes: Mapping[str, Value], *, reason: str, who: str) -> Correction:
    """Write what a reviewer says of a record."""
    of, record = parts(id_)
    made = review.judge(story(desk.sight().copy, of), record, verdict=verdict, changes=changes, reason=reason, who=who, when=writing.now())
    return _written(desk, made)


def ruled(desk: Desk, writing: Writing, first: Sequence[str], second: Sequence[str], *, same: bool, reason: str, who: str) -> Correction:
    """Write what a reviewer says of reports: of one event (`same`), or of two."""
    store = desk.sight().copy
    held: dict[str, CodedStory] = {}

    def target(id_: str) -> Target:
        of, record = parts(id_)
        if of not in held:
            held[of] = story(store, of)
        return review.target(held[of], record)

    sides = [[target(r) for r in side[: review.MOST_REPORTS + 1]] for side in (first, second)]
    return _written(desk, review.rule(*sides, same=same, reason=reason, who=who, when=writing.now()))


def _written(desk: Desk, made: Correction) -> Correction:
    desk.store.correct([made])
    if desk.store.path.stat().st_size <= _AT_ONCE:
        desk.renew()
    return made
