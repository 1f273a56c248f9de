"""Compare: whether two reports are of one event, and everything that speaks for and against it."""

import functools
import math
from collections.abc import Mapping

from dateline.consolidate.likeness import likeness
from dateline.lexicon import load
from dateline.model.incident import Contribution, Judgement, Locality, Party, Report, Verdict

_NEAR_KM = 15.0
_POINTS = frozenset({"point", "city", "district"})


@functools.cache
def compatible() -> Mapping[str, frozenset[str]]:
    """The types that may report the same act, for each type (data/incidents.yaml)."""
    out: dict[str, set[str]] = {}
    for row in load.words("incidents")["compatible"]:
        for t in row:
            out.setdefault(t, {t}).update(row)
    return {t: frozenset(x) for t, x in out.items()}


@functools.cache
def _weights() -> dict[str, float]:
    return {k: float(v) for k, v in load.words("incidents")["weights"].items()}


def judge(a: Report, b: Report, rarity: Mapping[str, float]) -> Judgement:
    """Weigh two reports. `rarity` gives each word's weight among all stories (see `likeness.rarity`)."""
    a, b = sorted((a, b), key=lambda r: r.id)
    why = [c for c in (_type(a, b), _mode(a, b), _word(a, b), *_parties(a, b), _time(a, b), _place(a, b), _counts(a, b), _wording(a, b, rarity), _stories(a, b, rarity)) if c is not None]
    if a.group == b.group and a.story != b.story and a.words == b.words and a.word == b.word:
        why.append(_part("copy.same", a.group))
    if a.story == b.story and a.sentence == b.sentence:
        why.append(_part("sentence.one", ""))
    score = round(sum(c.weight for c in why), 4)
    return Judgement(first=a.id, second=b.id, verdict=verdict(score), score=score, why=tuple(why))


def verdict(score: float) -> Verdict:
    """What a sum of weights means."""
    levels = load.words("incidents")
    return "same" if score >= levels["same"] else "unsure" if score >= levels["unsure"] else "different"


def _part(feature: str, value: str, times: float = 1.0) -> Contribution:
    return Contribution(feature=feature, value=value, weight=round(_weights()[feature] * times, 4))


def _type(a: Report, b: Report) -> Contribution:
    return _part("type.same", a.type) if a.type == b.type else _part("type.compatible", f"{a.type} {b.type}")


def _mode(a: Report, b: Report) -> Contribution | None:
    if a.type != b.type or not a.mode or not b.mode:
        return None
    return _part("mode.same", a.mode) if a.mode == b.mode else _part("mode.other", f"{a.mode} {b.mode}")


def _word(a: Report, b: Report) -> Contribution | None:
    if a.word == b.word:
        return _part("word.same", a.word)
    return _part("word.alike", f"{a.word} {b.word}") if a.word in b.words and b.word in a.words else None


def _parties(a: Report, b: Report) -> list[Contribution]:
    out = []
    for feature, x, y in (("actors", a.actors, b.actors), ("recipients", a.recipients, b.recipients)):
        if x and y:
            out.append(_party(feature, x, y))
    crossed = {p.key for x, y in ((a.actors, b.recipients), (a.recipients, b.actors)) for p in x for q in y if p.named and q.named and _one_name(p, q)}
    if crossed:
        out.append(_part("parties.crossed", min(crossed)))
    return [c for c in out if c is not None]


def _party(feature: str, x: tuple[Party, ...], y: tuple[Party, ...]) -> Contribution | None:
    if common := {p.key for p in x for q in y if p.named and q.named and _one_name(p, q)}:
        return _part(f"{feature}.same", min(common))
    if common := {p.key for p in x} & {p.key for p in y}:
        return _part(f"{feature}.kind", min(common))
    if lands := {p.country for p in x if p.country} & {p.country for p in y if p.country}:
        return _part(f"{feature}.country", min(lands))
    if all(p.named for p in (*x, *y)):
        return _part(f"{feature}.other", f"{x[0].key} {y[0].key}")
    return None


def _one_name(p: Party, q: Party) -> bool:
    """The same actor, or a name that the text alone has and that is a part of the other ("Nichols", "Brian Nichols")."""
    if p.key == q.key or (p.known and q.known):
        return p.key == q.key
    a, b = set(p.name.lower().split()), set(q.name.lower().split())
    return a <= b or b <= a


def _time(a: Report, b: Report) -> Contribution | None:
    if a.latest is None or b.latest is None:
        return None
    first, second = sorted((a, b), key=lambda r: (r.latest is None, r.latest, r.id))
    if second.earliest is None or first.latest is None:
        return None
    gap = (second.earliest - first.latest).days
    value = f"{first.latest} {second.earliest}"
    if gap > 1:
        return _part("time.other", value)
    if gap == 1:
        return _part("time.next_day", value)
    exact = all(r.dated and r.earliest and r.latest and (r.latest - r.earliest).days <= 1 for r in (a, b))
    return _part("time.same_days" if exact else "time.may_be", value)


def _place(a: Report, b: Report) -> Contribution | None:
    x, y = a.where, b.where
    if x is None or y is None:
        return None
    value = f"{x.name} {y.name}"
    if (x.geonames_id is not None and x.geonames_id == y.geonames_id) or (x.name == y.name and x.country == y.country):
        return _part("place.same", x.name)
    if x.country and y.country and x.country != y.country:
        return _part("place.other", value)
    if x.precision in _POINTS and y.precision in _POINTS:
        km = distance(x, y)
        return None if km is None else _part("place.near" if km <= _NEAR_KM else "place.other", value)
    return _part("place.holds", value) if x.country == y.country else None


def distance(x: Locality, y: Locality) -> float | None:
    """Kilometres between two places; None where one has no coordinates."""
    if x.lat is None or x.lon is None or y.lat is None or y.lon is None:
        return None
    p, q = math.radians(x.lat), math.radians(y.lat)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(y.lon - x.lon) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(h)))


def _counts(a: Report, b: Report) -> Contribution | None:
    both = sorted(a.casualties.keys() & b.casualties.keys())
    if not both:
        return None
    fits = all(a.casualties[k].low == b.casualties[k].low and a.casualties[k].high == b.casualties[k].high for k in both)
    return _part("counts.same" if fits else "counts.other", " ".join(both))


def _wording(a: Report, b: Report, rarity: Mapping[str, float]) -> Contribution | None:
    return _part("wording", " ".join(sorted(a.words & b.words)), likeness(a.words, b.words, rarity)) if a.words & b.words else None


def _stories(a: Report, b: Report, rarity: Mapping[str, float]) -> Contribution | None:
    if a.story == b.story:
        return _part("story.one", a.story)
    alike = likeness(a.lead, b.lead, rarity)
    return _part("story.alike", f"{alike:.2f}", alike) if alike else None
