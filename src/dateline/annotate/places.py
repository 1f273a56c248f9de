"""Named places in the text, with their coordinates where the story decides them, and a country's regions ("the country's west")."""

import bisect
from collections import Counter

import msgspec

from dateline.annotate.senses import choose_senses
from dateline.annotate.toponyms import Toponym, find_toponyms, words
from dateline.lexicon.gazetteer import KINDS, PRECISION, Gazetteer, gazetteer
from dateline.model.claim import Place
from dateline.model.reading import Reading
from dateline.model.story import Span


def find_places(reading: Reading) -> Reading:
    """Add the story's places. A name that the gazetteer does not know, or that the story leaves open, has no coordinates."""
    g = gazetteer()
    found = find_toponyms(reading, g)
    senses = choose_senses(reading, found, g)
    rows: list[tuple[Span, Place]] = []
    text = reading.story.text
    for t in found:
        rows.append((t.span, _place(t, senses.get(id(t)), g, text)))
    rows += _sides(reading, found, rows, g)
    rows.sort(key=lambda x: x[0])
    return msgspec.structs.replace(reading, places=tuple(msgspec.structs.replace(pl, id=f"p{k}") for k, (_, pl) in enumerate(rows, start=1)))


def _place(t: Toponym, r: int | None, g: Gazetteer, text: str) -> Place:
    span_text = text[slice(*t.span)]
    if r is None:
        kind = min(t.want) if t.want else None
        return Place(id="", span=t.span, text=span_text, name=t.name, kind=kind)
    kind = KINDS[g.kind[r]]
    name = g.name(r)
    if t.lookup != t.name and not t.part and words().kinds.get(t.name.split()[0].lower()) is None and t.lookup.split()[0] == t.name.split()[0] and not t.want:
        # "Aleppo University": it lies in the town, but where is not known
        return Place(id="", span=t.span, text=span_text, name=t.name, kind=words().kinds.get(t.name.split()[-1].lower(), "building"), country=g.country_of(r),
                     admin1=g.admin1_of(r), lat=round(g.lat[r], 5), lon=round(g.lon[r], 5), precision=PRECISION.get(kind, "city"))  # fmt: skip
    if t.part:
        return Place(id="", span=t.span, text=span_text, name=f"{t.part} {name}", kind="region", country=g.country_of(r), admin1=g.admin1_of(r),
                     lat=round(g.lat[r], 5), lon=round(g.lon[r], 5), precision="region" if kind in ("country", "region", "continent") else PRECISION.get(kind, "point"))  # fmt: skip
    return Place(
        id="", span=t.span, text=span_text, name=name, kind=kind, country=g.country_of(r), admin1=g.admin1_of(r), lat=round(g.lat[r], 5),
        lon=round(g.lon[r], 5), geonames_id=g.geonames_id(r), precision=PRECISION.get(kind, "point"),
    )  # fmt: skip


def _sides(reading: Reading, found: list[Toponym], rows: list[tuple[Span, Place]], g: Gazetteer) -> list[tuple[Span, Place]]:
    """ "the country's west", "the east", "eastern-based": parts of the country that the sentence is about."""
    p, w = reading.tokens, words()
    taken = {k for t in found if t.first >= 0 for k in range(t.first, t.last + 1)}
    out: list[tuple[Span, Place]] = []
    named: list[tuple[int, str]] | None = None
    story: str | None = None
    for i in range(len(p)):
        if i in taken:
            continue
        word = p.words[i].lower()
        side = None
        if word in w.sides and p.tags[i][:1] == "N" and p.deps[i] in ("pobj", "dobj", "nsubj", "nsubjpass", "conj") and word not in ("center", "centre", "coast", "hinterland"):
            first = min([i, *(p.left[c] for c in p.children(i) if p.deps[c] in ("det", "poss"))])
            if first < i and not any(p.deps[c] == "prep" and p.lemmas[c] == "of" and p.child(c, "pobj") in taken for c in p.children(i)):
                side, span = word, p.span(first, i)
        elif word.removesuffix("ern") in w.sides and word.endswith("ern") and i + 2 < len(p) and p.tags[i + 1] == "HYPH" and p.lemmas[i + 2] in ("base", "based"):
            side, span = word.removesuffix("ern"), p.span(i, i)
        if side is None:
            continue
        if named is None:
            named = _named(reading, rows, g)
            story = next((c for c, _ in Counter(c for _, c in named).most_common(1)), None)
        country = _country(reading, i, named, story)
        name = f"{side}ern {g.name(g.states[country])}" if country in g.states else reading.story.text[slice(*span)]
        out.append((span, Place(id="", span=span, text=reading.story.text[slice(*span)], name=name, kind="region", country=country, precision="region")))
    return out


def _named(reading: Reading, rows: list[tuple[Span, Place]], g: Gazetteer) -> list[tuple[int, str]]:
    """Where in the text which country is named, by a place in it or by its people, in the order of the text."""
    p = reading.tokens
    named = [(span[0], pl.country) for span, pl in rows if pl.country]
    named += [(p.starts[t], c) for t in range(len(p)) if p.words[t][:1].isupper() and (c := g.demonyms.get(p.words[t].lower()))]
    return sorted(named)


def _country(reading: Reading, i: int, named: list[tuple[int, str]], story: str | None) -> str | None:
    """The country that the sentence of token `i`, or else the one before it, is set in, if the story is about it too; else None."""
    p = reading.tokens
    k = p.sentence_of[i]
    for s in [p.sentences[j] for j in (k, k - 1) if j >= 0]:
        first, last = bisect.bisect_left(named, (p.starts[s.first], "")), bisect.bisect_left(named, (p.ends[s.last - 1], ""))
        best = Counter(c for _, c in named[first:last]).most_common(2)
        if best:
            return best[0][0] if best[0][0] == story and (len(best) == 1 or best[0][1] > best[1][1]) else None
    return None
