"""Who "I", "we" and "our" are inside a statement: the speaker, or the side that the speaker speaks for."""

import msgspec

from dateline.model.claim import Mention
from dateline.model.reading import Reading

_SELF = frozenset({"i", "me", "my"})
_SIDE = frozenset({"we", "us", "our"})


def resolve_speakers(reading: Reading) -> Reading:
    """Fill first-person pronouns inside statements; drop those that stay unresolved."""
    by_id = {m.id: m for m in reading.mentions}
    out: list[Mention] = []
    for m in reading.mentions:
        word = m.text.lower()
        if not m.pronoun or m.actor or word not in _SELF | _SIDE or m.span is None:
            out.append(m)
            continue
        around = [s for s in reading.statements if s.speakers and any(c[0] <= m.span[0] < c[1] for c in s.content)]
        around.sort(key=lambda s: sum(c[1] - c[0] for c in s.content))
        speaker = next((by_id[s.speakers[0]] for s in around if by_id[s.speakers[0]].actor), None)
        if speaker is None:
            out.append(m)
            continue
        if word in _SELF:
            out.append(_same(m, speaker, f"the speaker, {speaker.text!r}"))
        else:
            out.append(_side(m, speaker, reading))
    return msgspec.structs.replace(reading, mentions=tuple(out))


def _same(m: Mention, o: Mention, why: str) -> Mention:
    return msgspec.structs.replace(
        m, actor=o.actor, name=o.name, kind=o.kind, country=o.country, code=o.code, sector=o.sector, office=o.office, role=o.role,
        gender=o.gender, evidence=why,
    )  # fmt: skip


def _side(m: Mention, speaker: Mention, reading: Reading) -> Mention:
    """ "we" of a minister is the country; of a commander or spokesman, the body; of a body, itself."""
    why = f"the side of the speaker, {speaker.text!r}"
    if speaker.kind not in ("person", "office"):
        return _same(m, speaker, why)
    others = [o for o in reading.mentions if o.actor and not o.pronoun and ":" not in o.actor]
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
