"""Which place a name means: one sense a story, chosen by what the story's other places, states and institutions point to.

A name's candidates start from how large they are and how it names them. Then each name's likely country, division and neighbourhood
speak for the candidates of the others, twice over. What stays undecided between places far apart gets no coordinates.
"""

import math
from collections import Counter, defaultdict

import msgspec

from dateline.annotate.toponyms import Toponym, words
from dateline.lexicon.gazetteer import ABBREVIATION, KINDS, MAIN, Gazetteer, key
from dateline.model.reading import Reading


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """How much each kind of evidence counts, in units of a tenfold larger town. Found on the even half of a set of labelled news."""

    alternate: float = 1.9
    fame: float = 0.7
    country: float = 5.5
    division: float = 3.5
    near: float = 1.0
    parent: float = 3.0
    wanted: float = 2.0
    unwanted: float = 1.5
    demonym: float = 0.6
    cue: float = 1.2
    smooth: float = 1.2
    sharp: float = 1.4
    sure: float = 0.56
    floor: float = 3.0
    small: float = 5.0
    alone: float = 2.0


_CANDIDATES = 40
_COUNTRY, _PROVINCE, _DISTRICT, _CITY = (KINDS.index(k) for k in ("country", "province", "district", "city"))
_LIKE = {
    "city": frozenset({"city", "neighbourhood", "port"}),
    "district": frozenset({"district", "province"}),
    "neighbourhood": frozenset({"neighbourhood", "city", "district"}),
    "region": frozenset({"region", "province", "district", "valley", "mountain", "desert", "island", "peninsula", "country", "river"}),
    "island": frozenset({"island", "province", "region", "country"}),
    "base": frozenset({"base", "airbase", "airport", "city"}),
    "camp": frozenset({"camp", "base", "city", "neighbourhood"}),
    "airport": frozenset({"airport", "airbase", "city"}),
    "airbase": frozenset({"airport", "airbase", "base", "city"}),
    "crossing": frozenset({"crossing", "city", "border"}),
    "corridor": frozenset({"corridor", "city", "region"}),
    "valley": frozenset({"valley", "region", "city", "district"}),
    "mountain": frozenset({"mountain", "region"}),
    "river": frozenset({"river"}),
}
_HERE = frozenset({"province", "district", "river", "island", "lake", "sea", "ocean", "gulf", "strait", "mountain"})
"""Kinds for which a town of the name is not what is meant."""


class Unit:
    """A name of the story with its candidates and their scores; `backing` is the share of the story that speaks for a candidate's country.

    `parents` are the names that contain it by the words; `linked` that it has one, `container` that it is one.
    """

    __slots__ = ("backing", "candidates", "container", "linked", "members", "parents", "prior", "probability", "score")

    def __init__(self) -> None:
        self.members: list[Toponym] = []
        self.candidates: list[int] = []
        self.prior: list[float] = []
        self.score: list[float] = []
        self.probability: list[float] = []
        self.parents: list[Unit] = []
        self.backing: list[float] = []
        self.container = self.linked = False


def _near(g: Gazetteer, a: int, b: int) -> float:
    """Kilometres between two records."""
    la, lb = math.radians(g.lat[a]), math.radians(g.lat[b])
    d = math.radians(g.lon[a] - g.lon[b])
    h = math.sin((la - lb) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin(d / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def choose_senses(reading: Reading, found: list[Toponym], g: Gazetteer, weights: Weights | None = None) -> dict[int, int]:
    """The record of each toponym (by `id`) that is decided. What is not in the result is unknown or undecided."""
    w = weights or Weights()
    units = _units(found, g, w)
    base = _evidence(reading, g, w)
    for u in units:
        _contain(u, g, w)
        u.score = list(u.prior)
        u.probability = _softmax(u.score, w.sharp)
    for _ in range(2):
        _round(units, base, g, w)
    out: dict[int, int] = {}
    for u in units:
        r = _decide(u, g, w)
        if r is not None:
            for t in u.members:
                out[id(t)] = r
    return out


def _units(found: list[Toponym], g: Gazetteer, w: Weights) -> list[Unit]:
    by: dict[tuple[str, bool], Unit] = {}
    containers = {id(t.parent) for t in found if t.parent is not None}
    of: dict[int, Unit] = {}
    for t in found:
        k = (key(t.lookup), bool(t.want & _HERE))
        u = by.setdefault(k, Unit())
        u.members.append(t)
        u.container |= id(t) in containers
        u.linked |= t.parent is not None
        of[id(t)] = u
    for u in by.values():
        _candidates(u, g, w)
    for t in found:
        if t.parent is not None and id(t.parent) in of and of[id(t.parent)] is not of[id(t)]:
            of[id(t)].parents.append(of[id(t.parent)])
    return list(by.values())


def _candidates(u: Unit, g: Gazetteer, w: Weights) -> None:
    want: set[str] = set().union(*(t.want for t in u.members))
    if not want and not u.linked and key(u.members[0].lookup) in words().common:
        return  # "South East", "NATO": a town of the name is not meant
    names = {t.lookup for t in u.members}
    scored: dict[int, float] = {}
    usual: set[int] = set()
    for name in sorted(names):
        short = u.container or "." in name  # "IN" is Indiana only after a town
        for r, how in g.find(name):
            s = g.weight[r] + w.fame * max(0.0, g.weight[r] - 5.3)  # the world's news need not say which London
            if how == ABBREVIATION:
                if not short:
                    continue
                s += 0.5
            elif how != MAIN:
                s -= w.alternate
            else:
                usual.add(r)
            scored[r] = max(scored.get(r, -9.0), s)
    if want:
        liked = set(want).union(*(_LIKE.get(k, frozenset()) for k in want))
        for r in scored:
            kind = KINDS[g.kind[r]]
            if kind in want:
                scored[r] += w.wanted
            elif kind in liked:
                scored[r] += w.wanted / 2
            elif kind == "city" and "region" in want:
                scored[r] -= w.unwanted / 2  # "the Sochi area"
            else:
                scored[r] -= w.unwanted
    elif not u.container:
        # "Idlib" alone is the town, not the province around it
        towns = {(g.country[r], g.admin1[r]) for r in usual if g.kind[r] == _CITY and g.weight[r] > 4.3}
        for r in sorted(scored):
            if g.kind[r] in (_PROVINCE, _DISTRICT) and (g.country[r], g.admin1[r]) in towns:
                for c in usual:
                    if g.kind[c] == _CITY and g.weight[c] > 4.3 and (g.country[c], g.admin1[c]) == (g.country[r], g.admin1[r]):
                        scored[c] = max(scored[c], scored[r])
                scored[r] -= 1.5
    best = sorted(scored.items(), key=lambda x: (-x[1], x[0]))[:_CANDIDATES]
    u.candidates = [r for r, _ in best]
    u.prior = [s for _, s in best]


def _evidence(reading: Reading, g: Gazetteer, w: Weights) -> dict[int, float]:
    """Countries by their adjectives and institutions in the text."""
    p = reading.tokens
    number = {c: k for k, c in enumerate(g.countries)}
    counts: Counter[str] = Counter()
    for i, word in enumerate(p.words):
        if word[:1].isupper() and (p.tags[i][:2] in ("JJ", "NN")):
            c = g.demonyms.get(word.lower())
            if c:
                counts[c] += 1
    out: dict[int, float] = defaultdict(float)
    for c, n in counts.items():
        if c in number:
            out[number[c]] += w.demonym * min(n, 4)
    lists, low = words(), p.text.lower()
    cues = Counter(lists.cue_words[x] for x in {x.lower() for x in p.words} if x in lists.cue_words)
    cues.update(c for phrase, c in lists.cue_phrases if phrase in low)
    for c, n in sorted(cues.items()):
        if c in number:
            out[number[c]] += w.cue * min(n, 4)
    return out


def _contain(u: Unit, g: Gazetteer, w: Weights) -> None:
    """Let the words of containment speak: "Gary, Indiana"."""
    for parent in u.parents[:3]:
        if not parent.candidates or not u.candidates:
            continue
        hits = []
        if g.kind[u.candidates[0]] == _COUNTRY and g.kind[parent.candidates[0]] == _COUNTRY and g.country[u.candidates[0]] != g.country[parent.candidates[0]]:
            continue  # "China, Japan and South Korea": a list
        for k, r in enumerate(u.candidates):
            if any(_inside(g, r, q) for q in parent.candidates[:12]):
                hits.append(k)
        if hits:
            for k in hits:
                u.prior[k] += w.parent
            held = {q for k in hits for q in parent.candidates[:12] if _inside(g, u.candidates[k], q)}
            for k, q in enumerate(parent.candidates):
                if q in held:
                    parent.prior[k] += w.parent / 2


def _inside(g: Gazetteer, r: int, q: int) -> bool:
    if r == q:
        return False
    kind = g.kind[q]
    if kind == _COUNTRY:
        return g.country[r] == g.country[q] and g.kind[r] != _COUNTRY
    if kind == _PROVINCE:
        return g.country[r] == g.country[q] and g.admin1[r] == g.admin1[q] and g.kind[r] != _PROVINCE
    if kind == _DISTRICT:
        return g.country[r] == g.country[q] and g.admin1[r] == g.admin1[q] and _near(g, r, q) < 90
    if kind == _CITY:
        return g.country[r] == g.country[q] and g.kind[r] not in (_COUNTRY, _PROVINCE) and _near(g, r, q) < 60
    return (not g.country[q] or g.country[r] == g.country[q]) and g.kind[r] != _COUNTRY and _near(g, r, q) < 350


def _softmax(scores: list[float], sharp: float) -> list[float]:
    if not scores:
        return []
    top = max(scores)
    e = [math.exp((s - top) * sharp) for s in scores]
    total = sum(e)
    return [x / total for x in e]


def _cell(g: Gazetteer, r: int) -> tuple[int, int]:
    return (int(g.lat[r] // 1.5), int(g.lon[r] // 1.5))


def _round(units: list[Unit], base: dict[int, float], g: Gazetteer, w: Weights) -> None:
    countries: dict[int, float] = defaultdict(float, base)
    divisions: dict[int, float] = defaultdict(float)
    cells: dict[tuple[int, int], float] = defaultdict(float)
    shares: list[tuple[dict[int, float], dict[int, float], dict[tuple[int, int], float]]] = []
    total = sum(base.values())
    for u in units:
        own_c: dict[int, float] = defaultdict(float)
        own_d: dict[int, float] = defaultdict(float)
        own_g: dict[tuple[int, int], float] = defaultdict(float)
        much = 1.0 + 0.25 * min(len(u.members) - 1, 4)
        for r, q in zip(u.candidates, u.probability, strict=True):
            if q < 0.02:
                continue
            if g.country[r]:
                own_c[g.country[r]] += q * much
            if g.admin1[r]:
                own_d[g.admin1[r]] += q * much
            if g.kind[r] > _PROVINCE:
                own_g[_cell(g, r)] += q
        for c, x in own_c.items():
            countries[c] += x
            total += x
        for d, x in own_d.items():
            divisions[d] += x
        for cell, x in own_g.items():
            cells[cell] += x
        shares.append((own_c, own_d, own_g))
    for u, (own_c, own_d, own_g) in zip(units, shares, strict=True):
        if len(u.candidates) < 2 and not u.candidates:
            continue
        rest = total - sum(own_c.values()) + w.smooth
        scores = []
        u.backing = []
        for r, s in zip(u.candidates, u.prior, strict=True):
            c, d = g.country[r], g.admin1[r]
            share = (countries[c] - own_c.get(c, 0.0)) / rest if c else 1.0
            u.backing.append(share if rest > w.alone + w.smooth else 1.0)
            if c:
                s += w.country * share
            if d:
                x = divisions[d] - own_d.get(d, 0.0)
                s += w.division * x / (x + 1.0)
            if g.kind[r] > _PROVINCE:
                i, j = _cell(g, r)
                x = 0.0
                for di in (-1, 0, 1):
                    for dj in (-1, 0, 1):
                        if (v := cells.get((i + di, j + dj))) is not None:
                            x += v - own_g.get((i + di, j + dj), 0.0)
                s += w.near * x / (x + 1.0)
            scores.append(s)
        u.score = scores
        u.probability = _softmax(scores, w.sharp)


def _decide(u: Unit, g: Gazetteer, w: Weights) -> int | None:
    if not u.candidates:
        return None
    best = max(range(len(u.candidates)), key=lambda k: (u.score[k], -u.candidates[k]))
    r = u.candidates[best]
    close = sum(q for c, q in zip(u.candidates, u.probability, strict=True) if q > 0.01 and (c == r or _alike(g, r, c)))
    if u.backing and u.backing[best] < 0.02 and g.weight[r] < w.small and not u.linked:
        return None  # a small town of a country that the story never speaks of
    if close < w.sure or u.score[best] < w.floor:
        return None
    return r


def _alike(g: Gazetteer, r: int, other: int) -> bool:
    """Whether it matters little which of two records is meant: near each other, or one inside the other."""
    return _near(g, other, r) < 120 or (g.country[r] == g.country[other] and (g.kind[r] == _COUNTRY or (g.kind[r] == _PROVINCE and g.admin1[r] == g.admin1[other])))
