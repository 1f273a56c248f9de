"""Where: the place of an event, and of a saying, only from words that place the event or the saying itself.

A place counts where the event's own words govern it ("shelled Sirte", "clashes near Taiz", "the siege of Homs"), or the verb that an
event noun is the subject or object of ("fighting broke out in Kidal"). The dateline, the place where somebody spoke, and a state that
acts or is acted upon place nothing. A sentence of casualties alone takes the one place of the attack told just before it.
"""

from collections.abc import Iterator

import msgspec

from dateline.lexicon import reporting
from dateline.model.claim import REALISED, Event, Place, Statement
from dateline.model.reading import Reading

_AT = frozenset({"in", "at", "near", "outside", "inside", "around", "across", "within", "throughout", "off", "along", "into", "beside", "beyond", "towards", "toward", "through"})
_ON = frozenset({"on", "against", "upon", "over", "of", "to", "from"})
_SURFACE = frozenset({"island", "border", "front_line", "road", "bridge", "mountain", "peninsula", "river", "crossing", "sea", "corridor"})
"""Kinds of place that one is *on*."""
_DOWN = frozenset({"of", "in", "near", "at", "outside", "around", "on", "inside", "between", "from", "along", "within", "to"})
"""Prepositions from a common noun to the place that it lies in: "a village near Idlib", "the outskirts of Tripoli"."""
_PHYSICAL = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "AID"})
"""Types whose objects lie where the act happens."""
_BOUND = {"MOBILIZE": frozenset({"to"}), "AID": frozenset({"to"}), "RETREAT": frozenset({"from"}), "CONSULT": frozenset({"to"})}
"""The direction that places a movement."""
_SAID = frozenset({"in", "at", "from", "during", "on", "near", "outside", "aboard", "after", "before", "to"})
"""Prepositions from a verb of saying to its place, occasion or audience."""
_SIDES = frozenset({"government", "legislature", "ministry", "party", "coalition", "igo", "organisation", "military"})
"""Kinds of actor whose place is where they sit ("the Damascus government"), not where things happen."""
_RANK = {"point": 0, "city": 1, "district": 2, "province": 3, "region": 4, "country": 5}


def situate_places(reading: Reading) -> Reading:
    """Set `where` of the events, and `said_in` of the statements, whose own words name a place, the most specific one."""
    s = _Story(reading)
    placed: list[Event] = []
    for e in reading.events:
        placed.append(msgspec.structs.replace(e, where=s.place(e)))
    statements = tuple(msgspec.structs.replace(x, said_in=said) if (said := s.saying(x)) else x for x in reading.statements)
    return msgspec.structs.replace(reading, events=tuple(s.inherited(placed)), statements=statements)


class _Story:
    def __init__(self, reading: Reading) -> None:
        self.reading, self.p = reading, reading.tokens
        line = reading.story.dateline
        self.at: dict[int, Place] = {}
        for pl in reading.places:
            if line is not None and pl.span[0] < line.span[1] and line.span[0] < pl.span[1]:
                continue
            for t in self.p.tokens_in(pl.span):
                self.at[t] = pl
        self.by_id = {m.id: m for m in reading.mentions}
        self.metonyms = {m.head for m in reading.mentions if m.evidence and m.evidence.startswith("metonym")}
        self.states = {m.head for m in reading.mentions if m.kind == "state"}
        self.people = {m.head for m in reading.mentions if m.kind in ("person", "office", "role")}
        self.bodies = {m.head for m in reading.mentions if m.kind in _SIDES}
        self.cues = {st.cue_token for st in reading.statements if st.cue_token is not None}

    # -- one event -----------------------------------------------------------------------------------------------------

    def place(self, e: Event) -> str | None:
        """The id of an event's place, if its words name one."""
        p = self.p
        trigger = set(p.tokens_in(e.trigger)) | {e.head}
        taken = {t for i in (*e.actors, *e.recipients) if (m := self.by_id.get(i)) and m.head >= 0 and m.kind != "state" for t in range(m.first, m.last + 1)}
        found = [*self._own(e, trigger)]
        if not found and p.tags[e.head][:1] == "N":
            found = [*self._of_verb(e)]
        if not found:
            found = [*self._above(e)]
        acting = {m.head for i in e.actors if (m := self.by_id.get(i))}
        found = [(node, pl, hops) for node, pl, hops in found if node not in acting and not (node in taken and node in self.metonyms) and pl.kind != "continent"]
        if not found:
            return None
        best = min(range(len(found)), key=lambda k: (_RANK.get(found[k][1].precision or "city", 1), found[k][2], k))
        return found[best][1].id

    def _own(self, e: Event, trigger: set[int]) -> Iterator[tuple[int, Place, int]]:
        """Places that the trigger governs: by a preposition, as its object, before it as a noun, or inside its object."""
        p = self.p
        noun = p.tags[e.head][:1] == "N"
        for node in sorted(trigger):
            for c in p.children(node):
                if p.deps[c] in ("prep", "agent", "dative"):
                    yield from self._by_preposition(e, c, noun)
                elif p.deps[c] in ("dobj", "nsubjpass") and e.type in _PHYSICAL:
                    if c in trigger:
                        continue
                    yield from self._object(e, c)
                elif p.deps[c] in ("dobj",) and e.type == "CONSULT" and e.mode == "visit" and c in self.at:
                    yield c, self.at[c], 0
                elif noun and p.deps[c] in ("compound", "nmod", "amod", "poss") and c in self.at and self.at[c].precision not in ("country", None) and c not in self.metonyms:
                    yield c, self.at[c], 1
                elif p.deps[c] == "advmod" and p.lemmas[c] in ("where", "there") and p.deps[node] == "relcl" and p.heads[node] in self.at:
                    yield p.heads[node], self.at[p.heads[node]], 1
            if p.deps[node] == "relcl" and p.heads[node] in self.at and any(p.lemmas[k] == "where" for k in range(p.left[node], node)):
                yield p.heads[node], self.at[p.heads[node]], 1

    def _by_preposition(self, e: Event, c: int, noun: bool) -> Iterator[tuple[int, Place, int]]:
        p = self.p
        word = p.lemmas[c]
        for obj in (k for k in p.children(c) if p.deps[k] in ("pobj", "pcomp")):
            for node, pl, hops in self._under(obj):
                country = pl.precision == "country" or node in self.states
                if word in _AT:
                    if country and e.type not in _PHYSICAL and not (noun or e.type in ("CONSULT", "PROTEST")):
                        continue  # "called for an end to violence in Syria"
                    if word in ("towards", "toward", "into") and e.type not in _PHYSICAL:
                        continue
                    yield node, pl, hops
                elif word in _BOUND.get(e.type, ()) or (word in ("on", "over") and pl.kind in _SURFACE) or (e.type in ("ASSAULT", "COERCE") and word in _ON - {"to", "from"} and not country) or (e.type in ("ASSAULT", "COERCE") and word == "from" and hops > 0 and not country):
                    yield node, pl, hops

    def _object(self, e: Event, c: int) -> Iterator[tuple[int, Place, int]]:
        """The place that is struck, taken or left, or in which what is struck lies."""
        p = self.p
        if c in self.at:
            pl = self.at[c]
            if pl.precision != "country" and c not in self.states:
                yield c, pl, 0
            return
        for k in p.children(c):
            if p.deps[k] == "prep" and p.lemmas[k] in _AT | {"of", "on"} | _BOUND.get(e.type, frozenset()):
                for obj in (x for x in p.children(k) if p.deps[x] == "pobj"):
                    for node, pl, hops in self._under(obj):
                        if p.lemmas[k] in ("of", "on") and (pl.precision == "country" or node in self.states or c in self.people):
                            continue  # "killed the president of Chad"
                        yield node, pl, hops + 1
            elif p.deps[k] in ("compound", "nmod", "poss") and k in self.at and self.at[k].precision not in ("country", None) and k not in self.metonyms and c not in self.people:
                yield k, self.at[k], 1

    def _of_verb(self, e: Event) -> Iterator[tuple[int, Place, int]]:
        """ "Fighting broke out in Kidal", "carried out an attack in Mopti": the verb places its event noun."""
        p = self.p
        node = e.head
        while p.deps[node] == "conj" and p.tags[p.heads[node]][:1] == "N":
            node = p.heads[node]
        verb = p.heads[node]
        if p.deps[node] not in ("nsubj", "nsubjpass", "dobj", "attr") or p.tags[verb][:2] != "VB" or verb in self.cues:
            return
        for c in p.children(verb):
            if p.deps[c] == "prep" and p.lemmas[c] in _AT:
                yield from self._by_preposition(e, c, True)
            elif p.deps[c] in ("dobj", "nsubjpass") and p.deps[node] == "nsubj" and e.type in ("ASSAULT", "COERCE"):
                yield from self._object(e, c)

    def _above(self, e: Event) -> Iterator[tuple[int, Place, int]]:
        """The place of the verb that an event hangs on in the same breath: "stormed a post in Gao, killing five"."""
        p, node = self.p, e.head
        if e.type not in _PHYSICAL or p.tags[node][:2] != "VB":
            return
        for _ in range(2):
            if p.deps[node] not in ("advcl", "xcomp", "conj"):
                return
            above = p.heads[node]
            if above in self.cues or p.tags[above][:2] != "VB":
                return
            if p.deps[node] == "conj" and any(p.deps[c] in ("nsubj", "nsubjpass") for c in p.children(node)):
                return  # "X shelled Taiz and Y bombed ..." are two events
            if p.deps[node] == "advcl" and any(p.deps[c] == "mark" for c in p.children(node)):
                return
            for c in p.children(above):
                if p.deps[c] == "prep" and p.lemmas[c] in _AT:
                    yield from self._by_preposition(e, c, False)
                elif p.deps[c] in ("dobj", "nsubjpass"):
                    yield from self._object(e, c)
            node = above

    def _under(self, i: int, depth: int = 0) -> Iterator[tuple[int, Place, int]]:
        """The places that a noun phrase names or lies in: "a checkpoint outside the city of Gao"."""
        p = self.p
        if i in self.at:
            yield i, self.at[i], depth
        elif p.tags[i][:1] not in ("N", "C", "J"):
            return
        for c in p.children(i):
            if p.deps[c] in ("compound", "nmod", "poss", "appos") and c in self.at and self.at[c] is not self.at.get(i):
                if p.deps[c] == "appos" or ((self.at[c].precision not in ("country", None) or p.deps[c] == "poss") and (i in self.at or c not in self.metonyms)):
                    if i not in self.at and (i in self.people or i in self.bodies):
                        continue
                    yield c, self.at[c], depth + 1
            elif p.deps[c] == "prep" and p.lemmas[c] in _DOWN and depth < 3 and i not in self.people:
                for obj in (k for k in p.children(c) if p.deps[k] == "pobj"):
                    yield from self._under(obj, depth + 1)
            elif p.deps[c] == "conj" and i in self.at and depth < 3:
                yield from ((n, pl, h + 1) for n, pl, h in self._under(c, depth + 1))

    # -- one saying ----------------------------------------------------------------------------------------------------

    def saying(self, x: Statement) -> str | None:
        """The id of the place where something was said: of the cue ("said in Cairo"), of its occasion ("at a rally in Gao"), of its audience.

        A place inside the content is spoken of, and the dateline tells where the story was filed; neither places the saying.
        """
        p = self.p
        if x.cue_token is None or p.tags[x.cue_token][:2] != "VB" or not self.at:
            return None
        told: list[tuple[int, Place, int]] = []
        verbs = [x.cue_token, *(c for c in p.children(x.cue_token) if p.deps[c] == "advcl" and p.tags[c] == "VBG" and p.lemmas[c] in reporting.words("speaking"))]
        for verb in verbs:
            theirs = {p.right[c] + 1 for c in p.children(verb) if p.deps[c] in ("dobj", "dative") and p.lemmas[c] not in reporting.words("audiences")}
            for c in p.children(verb):
                if c in theirs:
                    continue  # "told residents in Gaza City": where they live
                if p.deps[c] == "prep" and p.lemmas[c] in _SAID:
                    told += [y for k in p.children(c) if p.deps[k] == "pobj" for y in self._audience(k)]
                elif p.deps[c] in ("dobj", "dative") and p.lemmas[c] in reporting.words("audiences"):
                    told += self._audience(c)
        told = [y for y in told if y[0] not in self.metonyms and y[1].kind != "continent" and not any(a < y[1].span[1] and y[1].span[0] < b for a, b in x.content)]
        return min(told, key=lambda y: (_RANK.get(y[1].precision or "city", 1), y[2], y[0]))[1].id if told else None

    def _audience(self, i: int) -> Iterator[tuple[int, Place, int]]:
        """The places of an occasion or an audience, and the goal of a journey: "during a visit to Athens"."""
        p = self.p
        yield from self._under(i)
        if p.lemmas[i] in reporting.words("journeys"):
            for c in p.children(i):
                if p.deps[c] == "prep" and p.lemmas[c] == "to":
                    yield from (y for k in p.children(c) if p.deps[k] == "pobj" for y in self._under(k))

    # -- from the sentence before --------------------------------------------------------------------------------------------

    def inherited(self, events: list[Event]) -> Iterator[Event]:
        """Give a sentence that only counts victims the place of the attack in the sentence before."""
        p = self.p
        by_sentence: dict[int, list[Event]] = {}
        for e in events:
            by_sentence.setdefault(p.sentence_of[e.head], []).append(e)
        for e in events:
            k = p.sentence_of[e.head]
            if e.where is None and e.type == "ASSAULT" and not e.actors and e.status in REALISED and k > 0:
                s, before = p.sentences[k], p.sentences[k - 1]
                told = {x.where for x in by_sentence.get(k - 1, ()) if x.type == "ASSAULT" and x.status in REALISED}
                if len(told) == 1 and None not in told and s.paragraph - before.paragraph <= 1 and not any(t in self.at for t in range(s.first, s.last)):
                    yield msgspec.structs.replace(e, where=told.pop())
                    continue
            yield e

