"""Relations: who leads, backs, recognises, controls, opposes or belongs to whom, where, and who says so.

Descriptions inside a speaker's clause ("the Tripoli-based government led by X") are the outlet's; inside quotation marks they
are the speaker's; what a clause asserts is its speaker's.
"""

import msgspec

from dateline.lexicon import load, reporting
from dateline.lexicon.frames import Frames
from dateline.lexicon.knowledge import Knowledge
from dateline.lexicon.match import EventLexicon
from dateline.model.claim import REALISED, Mention, Place, Relation
from dateline.model.cover import Cover
from dateline.model.holding import Holding
from dateline.model.reading import Reading
from dateline.model.story import Span

_GROUPS = frozenset(
    {"government", "legislature", "armed_group", "party", "movement", "coalition", "military", "igo", "igo_organ", "format", "organisation",
     "state", "mission", "ngo", "group", "ministry", "agency"}
)  # fmt: skip


class RelationExtractor:
    """Finds relations by the words of data/relations.yaml."""

    def __init__(self, lexicon: EventLexicon, knowledge: Knowledge) -> None:
        self.lexicon, self.knowledge = lexicon, knowledge
        self.raw = load.words("relations")

    def extract(self, reading: Reading) -> Reading:
        """Add the relations of a reading whose events are found."""
        story = _Story(self, reading)
        relations = story.run()
        return msgspec.structs.replace(reading, relations=tuple(relations), mentions=tuple(story.mentions))


class _Story:
    def __init__(self, x: RelationExtractor, reading: Reading) -> None:
        self.x, self.reading, self.p = x, reading, reading.tokens
        self.f: Frames = x.lexicon.frames(self.p)
        self.mentions = list(reading.mentions)
        self.by_head = {m.head: m for m in reading.mentions if m.head >= 0}
        self.by_id = {m.id: m for m in reading.mentions}
        self.place_at: dict[int, Place] = {}
        for pl in reading.places:
            for t in self.p.tokens_in(pl.span):
                self.place_at[t] = pl
        self.holding = Holding(reading)
        self.quoted = Cover(q.inner for q in reading.quotations if not q.scare)
        self.found: list[Relation] = []
        self.seen: set[tuple[str, str, str | None, str | None]] = set()

    def run(self) -> list[Relation]:
        for i in range(len(self.p)):
            self._token(i)
        for m in list(self.mentions):
            self._mention(m)
        self._contacts()
        ordered = sorted(self.found, key=lambda r: (r.span, r.predicate, r.subject, r.object or ""))
        return [msgspec.structs.replace(r, id=f"r{k}") for k, r in enumerate(ordered, start=1)]

    # -- look-ups ----------------------------------------------------------------------------------------------------

    def _mention_at(self, i: int) -> Mention | None:
        m = self.by_head.get(i)
        if m is not None and m.actor:
            return m
        return None

    def _thing(self, i: int, *, place: bool = False) -> Mention | Place | None:
        """The mention or place that a noun phrase names."""
        if place and i in self.place_at:
            return self.place_at[i]
        m = self._mention_at(i)
        if m is not None:
            return m
        if i in self.place_at:
            return self.place_at[i]
        for c in self.p.children(i):
            if self.p.deps[c] == "prep" and self.p.lemmas[c] == "of":
                obj = self.p.child(c, "pobj")
                if obj is not None:
                    return self._thing(obj, place=place)
        return None

    def _add(self, predicate: str, subject: Mention | Place, object_: Mention | Place | None, span: Span, *, object_text: str | None = None,
             descriptive: bool = True, kind: str | None = None, since: str | None = None, evidential: str | None = None, rule: str = "") -> None:  # fmt: skip
        if object_ is not None and (subject.id == object_.id or (isinstance(subject, Mention) and isinstance(object_, Mention) and subject.actor == object_.actor)):
            return
        s = subject.actor or subject.id if isinstance(subject, Mention) else subject.name
        o = None if object_ is None else object_.actor or object_.id if isinstance(object_, Mention) else object_.name
        key = (predicate, s, o, object_text)
        if key in self.seen:
            return
        self.seen.add(key)
        quoted = self.quoted.holds(span[0], span[0] + 1)
        chain, statement = self.holding.at(span[0])
        if descriptive and not quoted:
            chain = ("outlet",)
        self.found.append(
            Relation(
                id="", predicate=predicate, subject=subject.id, object=object_.id if object_ else None, object_text=object_text, kind=kind,
                since=since, span=span, holders=chain, statement=statement, evidential=evidential, rule=rule or f"relations.{predicate}",
            )
        )  # fmt: skip

    # -- patterns ----------------------------------------------------------------------------------------------------

    def _token(self, i: int) -> None:
        p, raw = self.p, self.x.raw
        word, lemma, tag = p.words[i].lower(), p.lemmas[i], p.tags[i]
        if (i >= 2 and p.tags[i - 1] == "HYPH") or (i >= 2 and p.words[i - 1] == "-"):
            self._suffix(i, word)
        if tag == "VBN" and word not in ("based",):
            self._participle(i, lemma)
            self._recognised(i, lemma)
        if tag[:2] == "VB":
            self._verb(i)
        if lemma in raw["in_place"] and tag[:1] in "NV":
            self._seat(i)
        if word in raw["rival"] and p.deps[i] in ("amod", "compound"):
            self._rival(i)
        if lemma == "capital" and tag[:1] == "N":
            self._capital(i)
        if lemma in ("party", "side") and tag == "NNS":
            self._party(i)
        if word == "including" or (lemma == "include" and tag == "VBG"):
            self._members(i)

    def _suffix(self, i: int, word: str) -> None:
        p = self.p
        left = i - 2
        for spec in self.x.raw["suffix"]:
            if word not in spec["words"]:
                continue
            noun = p.heads[i] if p.deps[i] in ("amod", "compound", "nmod") else None
            y: Mention | Place | None = self._mention_at(noun) if noun is not None else None
            if y is None:
                y = next((m for m in self.mentions if m.first > i and m.first <= i + 4 and m.actor and not m.pronoun and p.sentence_of[m.head] == p.sentence_of[i]), None)
            if y is None or not isinstance(y, Mention):
                place = self.place_at.get(noun) if noun is not None else None
                if place is None or spec["predicate"] != "controls":
                    continue
                y = place
            predicate = spec["predicate"]
            if predicate == "recognises" and p.words[left].lower() in self.x.raw["recognised_adverbs"] and left not in self.by_head:
                x: Mention | Place | None = self._community(left)
            elif predicate == "based_in":
                x = self.place_at.get(left)
            else:
                x = self.by_head.get(left) or next((m for m in self.mentions if m.last == left and m.actor), None)
            if x is None:
                continue
            subject, object_ = (x, y) if spec["gives"][0] == "x" else (y, x)
            last = y.last if isinstance(y, Mention) else p.tokens_in(y.span)[-1]
            first = x.first if isinstance(x, Mention) else p.tokens_in(x.span)[0]
            kind = self.x.raw["kinds"].get(word)
            if predicate == "backs" and kind is None and isinstance(x, Mention):
                kind = "political" if x.kind in ("igo", "igo_organ") else "unspecified"
            self._add(predicate, subject, object_, p.span(min(first, left), last), kind=kind)
            return

    def _recognised(self, i: int, lemma: str) -> None:
        """ "the internationally recognised government", without a hyphen."""
        p = self.p
        if p.deps[i] != "amod" or lemma not in self.x.raw["recognised"]:
            return
        adverb = next((c for c in p.children(i) if p.words[c].lower() in self.x.raw["recognised_adverbs"] and p.deps[c] == "advmod"), None)
        y = self._mention_at(p.heads[i])
        if adverb is not None and y is not None:
            self._add("recognises", self._community(adverb), y, p.span(adverb, y.last))

    def _community(self, i: int) -> Mention:
        """The unnamed community behind "internationally recognised"."""
        p = self.p
        span = p.span(i, i)
        m = Mention(
            id=f"m{len(self.mentions) + 1}", span=span, text=self.reading.story.text[slice(*span)], head=i, first=i, last=i,
            actor=f"~{p.words[i].lower()}", name="international community", kind="generic", evidence="adverb of recognition",
        )  # fmt: skip
        self.mentions.append(m)
        self.by_id[m.id] = m
        return m

    def _before(self, i: int) -> Mention | None:
        """The mention that ends just before token `i`, an abbreviation in brackets or a comma apart."""
        p = self.p
        t = i - 1
        while t > 0 and p.words[t] in (")", ","):
            t -= 1
        m = next((m for m in self.mentions if m.last == t and m.actor and not m.implicit), None)
        if m is not None and t > 0 and p.words[t - 1] == "(":
            outer = next((o for o in self.mentions if o.last == t - 2 and o.actor == m.actor), None)
            return outer or m
        return m

    def _participle(self, i: int, lemma: str) -> None:
        """ "the LNA led by Haftar"."""
        p = self.p
        by = next((c for c in p.children(i) if p.lemmas[c] == "by"), None)
        if by is None or p.deps[i] not in ("acl", "relcl", "conj", "advcl", "ROOT"):
            return
        agent = p.child(by, "pobj")
        if agent is None:
            return
        for spec in self.x.raw["by"]:
            if lemma not in spec["words"]:
                continue
            undergoer = self._before(i) if p.deps[i] in ("acl",) else None
            if undergoer is None:
                heads = self.f.objects(i)
                undergoer = next((m for h in heads if (m := self._mention_at(h))), None)
            x = self._mention_at(agent)
            if x is None or undergoer is None or (spec["predicate"] == "leads" and x.kind not in ("person", "office")) or undergoer.kind not in _GROUPS:
                continue
            self._add(spec["predicate"], x, undergoer, p.span(min(undergoer.first, i), max(x.last, i)))

    def _verb(self, i: int) -> None:
        p, f = self.p, self.f
        phrase = {p.lemmas[i]}
        for c in p.children(i):
            if p.deps[c] in ("prt", "prep"):
                phrase.add(f"{p.lemmas[i]} {p.lemmas[c]}")
            if p.deps[c] == "dobj":
                phrase |= {f"{p.lemmas[i]} {p.lemmas[c]} {p.lemmas[d]}" for d in (*p.children(c), *p.children(i)) if p.deps[d] == "prep"}
        for spec in self.x.raw["verbs"]:
            hit = next((w for w in spec["words"] if w in phrase), None)
            if hit is None or (f.passive(i) and " with" not in hit):
                continue
            if p.tags[i] in ("VBD", "VBG") and " control" not in hit and spec["predicate"] in ("backs", "recognises", "leads"):
                continue
            if any(p.tags[c] == "MD" or p.deps[c] == "neg" for c in p.children(i)):
                continue
            if p.tags[i] == "VB" and p.lemmas[p.heads[i]] not in ("know", "continue", "believe", "say", "see", "report", "think"):
                continue
            subject = next((m for h in (f.surface(i) if f.passive(i) else f.subjects(i)) if (m := self._mention_at(h))), None)
            words = hit.split()
            if len(words) == 1 or words[-1] in ("up",):
                targets = f.objects(i)
            else:
                targets = f.preps(i).get(words[-1], [])
                for c in p.children(i):
                    if p.deps[c] == "dobj":
                        targets = targets + f.preps(c).get(words[-1], [])
            if not targets or subject is None or any(p.lemmas[t] in spec.get("not", ()) for t in targets):
                continue
            for t in targets:
                thing = self._thing(t, place=spec["object"] == "place")
                if thing is None or ((spec["object"] == "place") != isinstance(thing, Place) and not (spec["object"] == "place" and isinstance(thing, Mention) and thing.kind == "state")):
                    continue
                if spec["object"] == "actor" and not (isinstance(thing, Mention) and thing.kind in _GROUPS | {"person"}):
                    continue
                if spec["predicate"] == "backs" and subject.kind in ("person", "office", "generic") and isinstance(thing, Mention) and thing.kind in ("person",):
                    continue
                evidential = self._evidential(i)
                last = p.tokens_in(thing.span)[-1] if isinstance(thing, Place) else thing.last
                aside = p.heads[i] != i and any(p.deps[a] == "relcl" for a in (i, *p.ancestors(i)) if a > subject.head)
                self._add(spec["predicate"], subject, thing, p.span(subject.first if subject.last < i else i, max(last, i)), descriptive=aside,
                          kind="unspecified" if spec["predicate"] == "backs" else None, evidential=evidential)  # fmt: skip
            return
        est = self.x.raw["established"]
        if p.lemmas[i] in est["verbs"] and any(p.words[c].lower() in ("itself", "himself", "themselves") for c in p.children(i)):
            as_ = next((c for c in p.children(i) if p.lemmas[c] == "as"), None)
            noun = p.child(as_, "pobj") if as_ is not None else None
            if noun is not None and p.lemmas[noun] in est["nouns"]:
                subject = next((m for h in f.subjects(i) if (m := self._mention_at(h))), None)
                target = next((t for name in ("in", "of", "over") for t in (*f.preps(noun).get(name, ()), *f.preps(i).get(name, ()))), None)
                thing = self._thing(target, place=True) if target is not None else None
                if subject and isinstance(thing, Place):
                    first = min([i, *(c for c in p.children(i) if p.deps[c] == "aux")])
                    self._add("controls", subject, thing, p.span(first, p.tokens_in(thing.span)[-1]), descriptive=False)

    def _evidential(self, i: int) -> str | None:
        text = self.p.text[slice(*self.p.span(max(0, i - 5), i))].lower()
        return next((phrase for phrase, _ in reporting.evidentials() if phrase in text), None)

    def _seat(self, i: int) -> None:
        """ "with headquarters in Tripoli", "headquartered in X"."""
        p = self.p
        preps = self.f.preps(i)
        places = [pl for h in preps.get("in", []) + preps.get("at", []) for pl in (self._place_under(h),) if pl]
        if not places:
            return
        owner: Mention | None = None
        for m in (self._mention_at(h) for h in [c for c in p.children(i) if p.deps[c] == "poss"]):
            owner = owner or m
        g = p.heads[i]
        if owner is None and p.deps[i] == "pobj" and p.lemmas[g] == "with":
            top = next((a for a in p.ancestors(g) if p.tags[a][:2] == "VB"), None)
            if top is not None:
                owner = next((m for h in self.f.surface(top) if (m := self._mention_at(h))), None)
        if owner is None and p.tags[i] == "VBN":
            owner = next((m for h in self.f.objects(i) if (m := self._mention_at(h))), None)
        if owner is not None and owner.kind in _GROUPS - {"state"}:
            self._add("based_in", owner, places[0], p.span(i, p.tokens_in(places[0].span)[-1]))

    def _place_under(self, i: int) -> Place | None:
        if i in self.place_at:
            return self.place_at[i]
        for h in self.f.preps(i).get("of", ()):
            if h in self.place_at:
                return self.place_at[h]
        for c in self.p.children(i):
            if self.p.deps[c] == "appos" and c in self.place_at:
                return self.place_at[c]
        return None

    def _rival(self, i: int) -> None:
        p = self.p
        noun = p.heads[i]
        m = self._mention_at(noun)
        if m is None or m.kind not in ("armed_group", "government", "legislature", "party", "coalition", "movement", "military", "organisation"):
            return
        before = [
            o for o in self.mentions
            if o.head >= 0 and o.head < noun and o.actor != m.actor and o.actor and not o.pronoun and ":" not in o.actor
            and o.kind in ("armed_group", "government", "legislature", "coalition", "party", "movement") and p.sentence_of[noun] - p.sentence_of[o.head] <= 1
        ]  # fmt: skip
        if before:
            self._add("rival_of", before[-1], m, p.span(p.left[i] if p.left[i] > i - 2 else i, m.last))

    def _capital(self, i: int) -> None:
        p = self.p
        place = None
        for h in self.f.preps(i).get("of", ()):
            if h in self.place_at:
                place = self.place_at[h]
        for c in p.children(i):
            if p.deps[c] in ("appos",) and c in self.place_at:
                place = self.place_at[c]
        if place is None and p.deps[i] in ("compound", "nmod") and p.heads[i] in self.place_at:
            place = self.place_at[p.heads[i]]
        state = next((m for c in p.children(i) if p.deps[c] in ("poss", "amod", "compound") and (m := self._mention_at(c)) and m.kind == "state"), None)
        if state is None:
            back = [m for m in self.mentions if m.kind == "state" and 0 <= m.head < i and p.sentence_of[i] - p.sentence_of[m.head] <= 2]
            state = next((m for m in reversed(back) if self.x.knowledge.capital(m.actor) == (place.name if place else None)), None)
        if place is not None and state is not None:
            if place.text == state.text:
                return
            first = p.left[i] if p.left[i] >= i - 3 else i
            self._add("capital_of", place, state, p.span(first, max(i, p.tokens_in(place.span)[-1])))

    def _party(self, i: int) -> None:
        """ "all parties to the Libyan crisis, including A, B and C"."""
        p = self.p
        preps = self.f.preps(i)
        target = next((h for name in ("to", "in") for h in preps.get(name, ()) if p.lemmas[h] in self.x.raw["conflict_nouns"]), None)
        if target is None:
            return
        span = p.span(p.left[i] if p.left[i] >= i - 3 else i, target)
        text = self.reading.story.text[slice(*p.span(max(p.left[target], i + 1), target))]
        listed = [m for m in self._listed(i) + self._listed(target) if m.kind in _GROUPS]
        for m in dict.fromkeys(x.id for x in listed):
            self._add("party_to", self.by_id[m], None, span, object_text=text)

    def _listed(self, i: int) -> list[Mention]:
        p = self.p
        for c in p.children(i):
            if p.words[c].lower() == "including":
                obj = p.child(c, "pobj")
                if obj is not None:
                    direct = [m for h in self.f.members([obj]) if (m := self._mention_at(h))]
                    last = p.right[c]
                    groups = [m for m in self.mentions if obj <= m.head <= last and m.kind in _GROUPS - {"state", "igo"} and m.actor and not m.pronoun]
                    return direct + [g for g in groups if g not in direct]
        return []

    def _members(self, i: int) -> None:
        p = self.p
        obj = p.child(i, "pobj")
        group = self._mention_at(p.heads[i]) or self._before(i)
        if obj is None or group is None or group.kind not in ("igo", "igo_organ", "format", "coalition", "group", "organisation"):
            return
        for h in self.f.members([obj]):
            m = self._mention_at(h)
            if m is not None:
                self._add("member_of", m, group, p.span(m.first, m.last))

    # -- from mentions and events --------------------------------------------------------------------------------------

    def _mention(self, m: Mention) -> None:
        if m.span is None or m.head < 0:
            return
        if m.kind == "person" and not m.pronoun and m.role and m.office:
            self._office(m)
        if m.kind in ("format", "igo_organ", "mission", "igo") and m.actor:
            parent = self.x.knowledge.parent(m.actor)
            if parent and parent[1].lower() in m.text.lower() and parent[1].lower() != m.text.lower():
                self._add("organ_of", m, None, m.span, object_text=parent[1])
        if len(m.members) == 2 and m.kind == "generic":
            a, b = (next((x for x in self.mentions if x.actor == actor and x.span), None) for actor in m.members)
            words = self.p.text[slice(*m.span)].lower()
            if a and b and any(w in words for w in ("warring", "belligerent", "combatant", "opposing", "fighting", "rival", "conflict")):
                self._add("at_war_with", a, b, m.span)

    def _office(self, m: Mention) -> None:
        """A person whose title stands beside the name: holds the office, and leads the body if the role leads."""
        p = self.p
        title = None
        for t in range(m.first - 1, max(p.left[m.head] - 1, m.first - 9), -1):
            if p.deps[t] in ("compound", "nmod", "amod", "appos") and p.sentence_of[t] == p.sentence_of[m.head] and p.tags[t][:1] in "NJ":
                title = t
                continue
            if p.tags[t] in ("HYPH", "IN", "DT", ",") or p.tags[t][:1] in "NJ":
                continue
            break
        related = [c for c in p.children(m.head) if p.deps[c] == "appos" and c in self.by_head and self.by_head[c].role]
        if p.deps[m.head] == "appos" and p.heads[m.head] in self.by_head and self.by_head[p.heads[m.head]].role:
            related.append(p.heads[m.head])
        if related:
            r = self.by_head[related[0]]
            first, last = min(m.first, r.first), max(m.last, r.last)
            owner = self._owner_of(r)
            role = r.role
        elif title is not None:
            first, last, role = title, m.last, m.role
            owner = next((o for o in self.mentions if title <= o.head < m.first and o.actor and o.kind != "person" and not o.pronoun), None)
            conj = self.by_head.get(p.heads[title])
            owner = owner or conj if conj is not None and conj.kind != "person" else owner
        else:
            return
        self._add("holds_office", m, None, p.span(first, last), object_text=m.office)
        if owner is not None and role in self.x.raw["leading_roles"] and owner.kind in _GROUPS - {"state"}:
            self._add("leads", m, owner, p.span(min(first, owner.first), max(last, owner.last)))

    def _owner_of(self, r: Mention) -> Mention | None:
        p = self.p
        for c in p.children(r.head):
            if p.deps[c] in ("poss", "amod", "compound") and (m := self._mention_at(c)) is not None:
                if m.pronoun and p.deps[r.head] == "conj" and (partner := self._mention_at(p.heads[r.head])) is not None and partner.kind in _GROUPS:
                    return partner
                return m
        for h in self.f.preps(r.head).get("of", []) + self.f.preps(r.head).get("for", []):
            if (m := self._mention_at(h)) is not None:
                return m
        return None

    def _contacts(self) -> None:
        """Standing contact: talks, dialogue or contact that goes on."""
        p = self.p
        for e in self.reading.events:
            if e.type != "CONSULT" or e.status not in REALISED or (e.status != "ongoing" and "contact" not in e.rule):
                continue
            actors = [self.by_id[a] for a in e.actors if a in self.by_id]
            others = [self.by_id[a] for a in e.recipients if a in self.by_id]
            pairs = [(a, b) for a in actors for b in others] or [(a, b) for k, a in enumerate(actors) for b in actors[k + 1 :]]
            for a, b in pairs:
                first = min([x for x in (a.first, e.head) if x >= 0])
                last = max([x for x in (e.head, b.last if 0 <= b.last < e.head + 12 else e.head) if x >= 0])
                self._add("in_contact_with", a, b, p.span(first, max(last, e.head)), descriptive=False)
