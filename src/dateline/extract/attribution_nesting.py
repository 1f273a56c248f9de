"""Statements inside statements: which are kept, whose children they are, and their ids."""

import msgspec

from dateline.extract.attribution_cues import Draft
from dateline.lexicon import reporting
from dateline.model.claim import Mention, Statement
from dateline.model.reading import Reading
from dateline.model.story import Span

_FIRST = frozenset({"i", "we", "me", "us", "my", "our"})
_ACTS = frozenset({"call", "demand", "promise", "threaten", "accuse", "deny", "condemn", "welcome", "apologise", "propose", "refuse"})
_STATES = frozenset({"believe", "intend", "hope"})
_PARTIES = frozenset({"state", "government", "armed_group", "coalition", "party", "igo", "legislature"})
_CROWD = frozenset({"civil_people", "generic", "company", "group"})


def nest(reading: Reading, found: list[tuple[Statement, Draft]]) -> tuple[Statement, ...]:
    """Order statements by content, drop the inner ones that add no holder and no act, and give ids and parents."""
    by_id = {m.id: m for m in reading.mentions}
    text = reading.story.text
    order = sorted(_uncrossed(found), key=lambda x: (x[0].content[0][0], -x[0].content[-1][1], x[0].cue or (0, 0)))
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


def _uncrossed(found: list[tuple[Statement, Draft]]) -> list[tuple[Statement, Draft]]:
    """The statements without those whose content crosses another's: of two, the one without a source goes, else the one that holds less.

    Contents that meet must be nested: what crosses was read wrongly by one of the two.
    """
    contents = [s.content for s, _ in found]
    worth = [(s.source is not None, sum(b - a for a, b in s.content), -k) for k, (s, _) in enumerate(found)]
    gone: set[int] = set()
    active: list[tuple[Span, int]] = []
    for piece, k in sorted((c, k) for k, pieces in enumerate(contents) for c in pieces):
        active = [(o, j) for o, j in active if o[1] > piece[0] and j not in gone]
        for o, j in active:
            if k not in gone and j not in gone and j != k and not _inside(piece, contents[j]) and not _inside(o, contents[k]):
                gone.add(min(j, k, key=worth.__getitem__))
        active.append((piece, k))
    return [x for k, x in enumerate(found) if k not in gone]


def _inside(piece: Span, content: tuple[Span, ...]) -> bool:
    return any(a <= piece[0] and piece[1] <= b for a, b in content)


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
