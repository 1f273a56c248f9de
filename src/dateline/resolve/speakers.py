"""Who "I", "we" and "our" are inside a statement: the speaker, or the side that the speaker speaks for."""

import msgspec

from dateline.model.claim import Mention, Statement
from dateline.model.reading import Reading

_SELF = frozenset({"i", "me", "my"})
_SIDE = frozenset({"we", "us", "our"})


def resolve_speakers(reading: Reading) -> Reading:
    """Fill first-person pronouns inside statements from the innermost statement whose speaker is known; leave the others open."""
    by_id = {m.id: m for m in reading.mentions}
    pronouns = [m for m in reading.mentions if m.pronoun and not m.actor and m.span is not None and m.text.lower() in _SELF | _SIDE]
    if not pronouns:
        return reading
    filled: dict[str, Mention] = {}
    named: dict[tuple[str | None, ...], Mention] = {}  # the first mention of each, for there may be thousands
    for o in reading.mentions:
        if o.actor and not o.pronoun and ":" not in o.actor:
            named.setdefault((o.kind, o.country, o.name), o)
    others = list(named.values())
    for m, around in _enclosing(reading, pronouns):
        s = next((s for s in around if by_id[s.speakers[0]].actor), None)
        if s is None:
            continue
        speaker = by_id[s.speakers[0]]
        if m.text.lower() in _SELF:
            filled[m.id] = _same(m, speaker, f"the speaker, {speaker.text!r}")
        else:
            body = by_id.get(s.on_behalf_of) if s.on_behalf_of else None
            filled[m.id] = _same(m, body, f"the side that {speaker.text!r} speaks for") if body is not None and body.actor else _side(m, speaker, others)
    return msgspec.structs.replace(reading, mentions=tuple(filled.get(m.id, m) for m in reading.mentions))


def _enclosing(reading: Reading, pronouns: list[Mention]) -> list[tuple[Mention, list[Statement]]]:
    """Each pronoun with the statements around it, the innermost first; one sweep over the text."""
    spans = sorted(
        ((c[0], c[1], k, s) for k, s in enumerate(reading.statements) if s.speakers for c in s.content),
        key=lambda x: x[:3],
    )
    out = []
    active: list[tuple[int, int, int, Statement]] = []
    at = 0
    for m in sorted(pronouns, key=lambda m: m.span or (0, 0)):
        start = m.span[0] if m.span else 0
        while at < len(spans) and spans[at][0] <= start:
            active.append(spans[at])
            at += 1
        active = [x for x in active if x[1] > start]
        around = sorted(active, key=lambda x: (sum(b - a for a, b in x[3].content), x[2]))
        out.append((m, [x[3] for x in around]))
    return out


def _same(m: Mention, o: Mention, why: str) -> Mention:
    return msgspec.structs.replace(
        m, actor=o.actor, name=o.name, kind=o.kind, country=o.country, code=o.code, sector=o.sector, office=o.office, role=o.role,
        gender=o.gender, evidence=why,
    )  # fmt: skip


def _side(m: Mention, speaker: Mention, others: list[Mention]) -> Mention:
    """ "we" of a minister is the country; of a commander or spokesman, the body; of a body, itself."""
    why = f"the side of the speaker, {speaker.text!r}"
    if speaker.kind not in ("person", "office"):
        return _same(m, speaker, why)
    if speaker.sector in ("GOV", "MIL", "LEG", "COP", "SPY", None) and speaker.country:
        state = next((o for o in others if o.kind == "state" and o.country == speaker.country), None)
        if state is not None and speaker.sector in ("GOV", None):
            return _same(m, state, why)
    if speaker.office:
        body = next((o for o in others if o.name and o.kind != "person" and speaker.office.endswith(o.name)), None)
        if body is not None:
            return _same(m, body, why)
    if speaker.country:
        return msgspec.structs.replace(
            m, actor=f"{speaker.country}:{(speaker.sector or 'GOV').lower()}", name=f"the side of {speaker.name}", kind="group",
            country=speaker.country, sector=speaker.sector, evidence=why,
        )  # fmt: skip
    return _same(m, speaker, why)
