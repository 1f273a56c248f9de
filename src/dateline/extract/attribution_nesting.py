"""Statements inside statements: which are kept, whose children they are, and their ids."""

import msgspec

from dateline.extract.attribution_cues import Draft
from dateline.lexicon import reporting
from dateline.model.claim import Mention, Statement
from dateline.model.reading import Reading

_FIRST = frozenset({"i", "we", "me", "us", "my", "our"})
_ACTS = frozenset({"call", "demand", "promise", "threaten", "accuse", "deny", "condemn", "welcome", "apologise", "propose", "refuse"})
_STATES = frozenset({"believe", "intend", "hope"})
_PARTIES = frozenset({"state", "government", "armed_group", "coalition", "party", "igo", "legislature"})
_CROWD = frozenset({"civil_people", "generic", "company", "group"})


def nest(reading: Reading, found: list[tuple[Statement, Draft]]) -> tuple[Statement, ...]:
    """Order statements by content, drop the inner ones that add no holder and no act, and give ids and parents."""
    by_id = {m.id: m for m in reading.mentions}
    text = reading.story.text
    order = sorted(found, key=lambda x: (x[0].content[0][0], -x[0].content[-1][1], x[0].cue or (0, 0)))
    order.sort(key=lambda x: _at(x[0]))
    # Enclosing statements come first: a wider content that begins before or with the cue of another.
    events: list[tuple[int, int, int]] = []
    for k, (s, _) in enumerate(order):
        events += [(c[0], c[1], k) for c in s.content]
    events.sort()
    around: list[list[int]] = [[] for _ in order]
    active: list[tuple[int, int, int]] = []
    e = 0
    for k, (s, _) in enumerate(order):
        at = _at(s)
        while e < len(events) and events[e][0] <= at:
            active.append(events[e])
            e += 1
        active = [x for x in active if x[1] > at]
        around[k] = [x[2] for x in active if x[2] != k and not any(y[0] <= at < y[1] for y in order[x[2]][0].excluded)]
    size = [sum(c[1] - c[0] for c in s.content) for s, _ in order]
    kept: dict[int, int | None] = {}
    for k in sorted(range(len(order)), key=lambda k: -size[k]):
        outer = [o for o in around[k] if o in kept and (size[o], -o) > (size[k], -k)]
        parent = min(outer, key=lambda o: (size[o], o), default=None)
        if parent is None or _telling(order[k], order[parent], by_id, text):
            kept[k] = parent
    final = sorted(kept, key=lambda k: (order[k][0].content[0][0], -order[k][0].content[-1][1], order[k][0].cue or (0, 0)))
    names = {k: f"s{n}" for n, k in enumerate(final, start=1)}
    return tuple(msgspec.structs.replace(order[k][0], id=names[k], parent=names[up] if (up := kept[k]) is not None else None) for k in final)


def _at(s: Statement) -> int:
    return s.cue[0] if s.cue else s.content[0][0]


def _telling(inner: tuple[Statement, Draft], outer: tuple[Statement, Draft], by_id: dict[str, Mention], text: str) -> bool:
    """Whether a statement inside another tells of a further holder, or does an act in its speaker's own name ("we demand")."""
    s, d = inner
    o, _ = outer
    if s.source is None or d.wished or (s.cue is not None and text[slice(*s.cue)].lower().startswith("to ")):  # "to question them": not said yet
        return False
    word = text[slice(*s.source)].lower()
    own = word in _FIRST or bool(set(s.speakers) & set(o.speakers))
    actors = {by_id[x].actor for x in s.speakers if x in by_id} - {None}
    own = own or bool(actors & {by_id[x].actor for x in o.speakers if x in by_id})
    if own:
        return word in _FIRST and not s.negated and (s.cue_class in _ACTS or (d.slot == "carried" and s.cue_class == "assert"))
    if word in reporting.words("nobody") or not s.speakers:
        return False
    kinds = {by_id[x].kind for x in s.speakers if x in by_id}
    if s.cue_class in _STATES:  # what a party is said to want is its position; other states of mind add no holder
        return s.cue_class != "believe" and d.slot == "infinitive" and bool(kinds & _PARTIES) and bool(actors)
    return not d.deed and bool(actors) and not kinds <= _CROWD and (d.slot != "noun" or s.form != "nominal" or s.cue_class in _ACTS)
