"""Who takes a step, and whom it is addressed to: subjects, owners, and the parties that a ceasefire binds."""

import pathlib

from dateline.extract.ceasefire_words import Found
from dateline.extract.turns import State
from dateline.lexicon import load
from dateline.lexicon.frames import Frames
from dateline.model.claim import Mention
from dateline.model.holding import Holding
from dateline.model.reading import Reading

_OUTSIDE = frozenset({"igo", "igo_organ", "mission", "format", "ngo", "media", "company"})
_ARMED = frozenset({"armed_group", "armed_people", "state_armed_people", "military", "coalition"})
_BINDING = frozenset({"agreed", "in_force", "holding", "extended", "historical", "planned"})
_UNNAMED = frozenset({"generic", "official_people"})
_OPEN = frozenset({"called_for", "proposed", "under_negotiation", "rejected", "accepted", "declared"})
_TOLD = frozenset({"announce", "unveil", "confirm", "declare", "report", "proclaim", "hail", "welcome"})
_NAMERS = ("compound", "poss", "amod", "nmod")
_FIRST = frozenset({"we", "i", "us", "our"})
_THIRD = frozenset({"they", "it", "he", "she", "them", "him", "her", "his", "its", "their", "who"})


class Parties:
    """The mentions of one reading, by their tokens, and what they are to its conflict."""

    def __init__(self, reading: Reading, frames: Frames, ceasefires: list[Found], folders: tuple[pathlib.Path, ...]) -> None:
        self.named_spans = [reading.tokens.span(x.first, x.last) for x in ceasefires]
        self.reading, self.p, self.f = reading, reading.tokens, frames
        self.holding = Holding(reading)
        self.by_head = {m.head: m for m in reading.mentions if m.head >= 0}
        self.by_id = {m.id: m for m in reading.mentions}
        self.by_token: dict[int, Mention] = {}
        for m in reading.mentions:
            if m.head >= 0:
                for t in range(m.first, m.last + 1):
                    self.by_token.setdefault(t, m)
        words = load.words("ceasefire")
        self.making, self.receiving, self.delegates = frozenset(words["make"]), frozenset(words["receives"]), frozenset(words["delegates"])
        self.mediating, self.declaring, self.committing = frozenset(words["mediates"]), frozenset(words["declares"]), frozenset(words["commits"])
        self.stances = frozenset(words["stances"])
        self.proposing = frozenset(words["proposed"]["done"])
        self.saying = frozenset(w.split("/")[0] for w in words["kinds"]["say"])
        known = load.conflicts_by_id(folders)
        self.conflicts = [known[c] for c in reading.conflicts if c in known]
        self.parties = {a for c in self.conflicts for a in c.parties}
        self.countries = {x for c in self.conflicts for x in c.countries} | {a for a in self.parties if len(a) == 3}

    # -- mentions ----------------------------------------------------------------------------------------------------------

    def at(self, i: int) -> Mention | None:
        """The mention that a token heads, or ends."""
        m = self.by_head.get(i) or self.by_head.get(self.f.deep(i))
        if m is None and (o := self.by_token.get(i)) is not None and o.last == i:
            m = o
        return m if m is None or m.span is None or not any(a < m.span[1] and m.span[0] < b for a, b in self.named_spans) else None

    def of(self, heads: list[int]) -> list[Mention]:
        """The actors that noun phrases name: themselves, or whose delegation, leader or side they are."""
        out: list[Mention] = []
        for h in heads:
            m = self.at(h)
            if m is not None:
                own = self._whose(h) if m.kind in _ARMED or m.kind in _UNNAMED else None
                sent = self._senders(h) if m.kind in _UNNAMED and self.p.lemmas[h] in self.delegates else []
                out += [own] if own is not None else sent or [m]
                continue
            if self.p.tags[h][:1] in "NCD" and (self.p.lemmas[h] in self.delegates or self.p.tags[h] in ("CD", "DT")):
                out += self._owners(h)
        return list(dict.fromkeys(out))

    def _whose(self, h: int) -> Mention | None:
        """Whose fighters, forces, delegates a common noun with a pronoun names: "its fighters"."""
        p = self.p
        pronoun = next((c for c in p.children(h) if p.tags[c] == "PRP$"), None)
        if pronoun is None or p.tags[h] not in ("NN", "NNS") or (m := self.by_head.get(pronoun)) is None:
            return None
        name = self.named(m)
        return name if name is not m else None

    def _senders(self, h: int) -> list[Mention]:
        """ "Envoys *from A and B*": those whom they act for."""
        preps = self.f.preps(h)
        return [m for name in ("of", "from", "for") for x in preps.get(name, []) if (m := self.at(x)) is not None and m.kind not in _UNNAMED]

    def _owners(self, h: int) -> list[Mention]:
        """"Delegations *of A and B*", "the *GNA* leader", "*Israel*'s security cabinet"."""
        out = [m for x in self.f.preps(h).get("of", []) + self.f.preps(h).get("from", []) + self.f.preps(h).get("between", []) if (m := self.at(x)) is not None]
        if not out:
            out = [m for c in self.p.children(h) if self.p.deps[c] in _NAMERS and c < h and (m := self.by_head.get(c)) is not None]
        return out

    def outsider(self, m: Mention) -> bool:
        """Whether an actor is certainly no party to the conflict of the story."""
        if m.actor in self.parties or m.kind in _ARMED or m.members:
            return False
        if m.kind in _OUTSIDE:
            return True
        return bool(self.conflicts) and m.country is not None and m.country not in self.countries

    def named(self, m: Mention) -> Mention:
        """The mention that names whom a pronoun means, where one does: in its sentence or before it, or the speaker."""
        if not m.pronoun:
            if m.kind == "office" or (m.role and m.kind != "person"):  # "the president of Georgia, X": the name
                name = next((o for c in self.p.children(m.head) if self.p.deps[c] == "appos" and (o := self.at(c)) is not None and o.kind == "person"), None)
                return name or m
            return m
        word = m.text.lower()
        if word in _FIRST and m.span is not None and (speaker := self.speaker(m.span[0])) is not None:
            return speaker
        if word not in _THIRD:
            return m
        if m.actor:
            same = [o for o in self.reading.mentions if o.actor == m.actor and not o.pronoun and o.span is not None and o.head >= 0]
            before = [o for o in same if o.head < m.head]
            near = [o for o in before if self.p.sentence_of[o.head] == self.p.sentence_of[m.head]]
            pick = (near or before[-1:] or same[:1])[-1:]
            if pick:
                return pick[0]
        speaker = self.speaker(m.span[0]) if m.span else None
        return speaker if speaker is not None and word in ("they", "it", "he", "she") else m

    def speaker(self, offset: int) -> Mention | None:
        """Who vouches for what stands at an offset, the innermost; None for the outlet and for unnamed sources."""
        chain, _ = self.holding.at(offset)
        return next((self.by_id[c] for c in reversed(chain) if c in self.by_id), None)

    # -- who takes the step ------------------------------------------------------------------------------------------------

    def bound(self, m: Found, *, states: bool) -> list[Mention]:
        """The parties that the noun phrase of a ceasefire names: between, with, by, whose it is."""
        p, f = self.p, self.f
        out: list[Mention] = []
        nodes = [m.head]
        for a in p.ancestors(m.head):
            if p.tags[a][:1] == "N":
                nodes.append(a)
            elif p.tags[a] not in ("IN", "TO"):
                break
            if len(nodes) > 2:
                break
        for n in nodes:
            preps = f.preps(n)
            for name in ("between", "among", "with", "by"):
                out += [x for x in self.of(preps.get(name, [])) if not (name == "by" and self.outsider(x))]
            names = [x for c in p.children(n) if c < n and p.deps[c] in _NAMERS and p.tags[c] != "VBN" for t in (f.members([c])) if (x := self.by_head.get(t)) is not None]
            names += [x for t in range(p.left[n], n) if p.deps[t] in ("compound", "nmod", "amod") and (x := self.by_head.get(t)) is not None and x not in names and t + 2 <= n and p.words[t + 1] in ("-", "\u2013", "/") and p.tags[t + 2] != "VBN"]
            pair = len({x.actor for x in names if x.kind == "state"}) >= 2
            for x in names:
                if x.kind != "state" or states or pair or x.actor in self.parties:
                    out.append(x)
        return list(dict.fromkeys(out))

    def by(self, st: State, m: Found) -> list[Mention]:
        """Who takes the step of a mention. For a step that binds, the parties bound."""
        p = self.p
        at, step = st.at if st.at is not None else m.head, st.step or ""
        found: list[Mention] = []
        if step == "violation_alleged":
            return self._accuser(st, m, at)
        if step == "conditional":
            v = at if p.tags[at][:2] == "VB" else self._verb_over(m.head)
            found = self.of(self._subjects(v)) if v is not None else []
        elif p.tags[at][:2] in ("VB", "JJ"):
            found = self._of_verb(st, m, at)
        elif p.tags[at][:1] == "N" and at != m.head:
            found = self._of_noun(st, m, at)
        if not found and step in ("proposed", "called_for"):
            found = self._makers(m, at)
        elif not found and step in ("under_negotiation", "agreed"):
            found = self._talkers(st, m, at)
        if not found and step in ("called_for", "conditional", "rejected") and (speaker := self.speaker(p.starts[m.first])) is not None:
            found = [speaker]
        if not found and step in _OPEN:
            found = self._above(at, m)
        if step in _BINDING:
            found = self._binding(m, step, found)
        elif not found and step in ("declared", "accepted", "rejected", "proposed", "called_for"):
            found = self.bound(m, states=True)
        return list(dict.fromkeys(self.named(x) for x in found))

    def _above(self, at: int, m: Found) -> list[Mention]:
        """Who acts in the nearest clause around a step that nobody is said to take: "the delegates are in Doha for talks on a truce"."""
        p = self.p
        for a in (at, *p.ancestors(at)):
            if p.tags[a][:2] != "VB":
                continue
            if p.deps[a] == "advcl" and self.f.p.child(a, "mark") is not None:
                return []
            found = [x for x in self.of([h for h in self._subjects(a) if h != m.head]) if x.kind not in ("civil_people",)]
            if found:
                return found
        return []

    def _binding(self, m: Found, step: str, found: list[Mention]) -> list[Mention]:
        """Those whom a ceasefire binds, no outsiders among them."""
        if not found and step != "historical":
            found = self._between(m)
        if step != "planned" or not found:
            found = found + [x for x in self.bound(m, states=False) if x not in found]
        inside = [x for x in found if not self.outsider(x)]
        return inside or ([x for x in found if x.kind == "state"] if step == "agreed" else [])

    def _of_verb(self, st: State, m: Found, at: int) -> list[Mention]:
        """The subjects of the verb that gives the step; for a deal that is announced, the parties to it."""
        p, f, step = self.p, self.f, st.step or ""
        told = st.deal and st.first in _TOLD and step == "agreed"
        if told:
            bound, subjects = self.bound(m, states=False), self.of(self._subjects(at))
            if not bound or (len(bound) == 1 and any("with" in f.preps(n) for n in (m.head, *list(p.ancestors(m.head))[:2]) if p.tags[n][:1] == "N")):
                bound = [x for x in subjects if not self.outsider(x)] + bound
            return bound
        mediated = st.first in self.mediating and step in ("agreed", "in_force", "historical")
        standing = step == "in_force" and st.first != "enter"
        found = [] if mediated or standing else self.of(self._subjects(at))
        if step in _BINDING or step == "under_negotiation":
            preps = f.preps(at)
            found += [x for x in self.of([h for name in ("with", "between", "among") for h in preps.get(name, [])]) if x not in found]
        return found

    def _of_noun(self, st: State, m: Found, at: int) -> list[Mention]:
        """Whose the noun is that gives the step, or who makes it ("issued a call"); a proposal that is received comes from someone."""
        p, f, step = self.p, self.f, st.step or ""
        v = self._verb_over(at)
        if step in ("ended", "suspended"):
            return self.of(self._subjects(v)) if v is not None and p.lemmas[v] in self.declaring else self.of(f.noun_subjects(at))
        found = self.of(f.noun_subjects(at) + [c for c in p.children(at) if p.deps[c] == "nsubj"]) or self._owners(at)
        if found or v is None:
            return found
        if p.lemmas[v] in self.receiving:
            return self.of(f.preps(v).get("from", []))
        if (p.lemmas[v] in self.making or f.is_light(v) or (step == "proposed" and p.lemmas[v] in self.proposing)) and step not in ("in_force", "holding", "hoped_or_possible") and p.deps[v] != "relcl" and self._object_of(at, v):
            found = self.of(self._subjects(v))
        return found or [x for c in p.children(m.head) if p.deps[c] in _NAMERS and c < m.head and (x := self.by_head.get(c)) is not None and x.kind != "state"]

    def _verb_over(self, i: int) -> int | None:
        return next((a for a in self.p.ancestors(i) if self.p.tags[a][:2] == "VB"), None)

    def _makers(self, m: Found, at: int) -> list[Mention]:
        """Who made a plan or call, by a clause on it: "the plan drawn up by X", "the offer that X made"."""
        p = self.p
        nouns = [n for n in (at, m.head, *list(p.ancestors(m.head))[:3]) if p.tags[n][:1] == "N"]
        for n in dict.fromkeys(nouns):
            for c in p.children(n):
                if p.deps[c] in ("acl", "relcl") and p.tags[c] in ("VBN", "VBD", "VBG", "VBZ", "VBP") and (found := self.of([h for h in self._subjects(c) if h != n])):
                    return found
        return []

    def _talkers(self, st: State, m: Found, at: int) -> list[Mention]:
        """Who negotiates: the subject of the verb around, "A and B met but no deal was reached", "between A and B"; of a deal, whose sentence it heads."""
        p = self.p
        v = self._verb_over(at)
        if st.step == "agreed":
            return self.of(self._subjects(v)) if st.deal and v is not None and p.lemmas[v] in self.committing else []
        found = self.of(self._subjects(v)) if v is not None and p.tags[at][:1] == "N" and p.deps[v] != "relcl" and not self._told(v) else []
        if not found and p.tags[at][:2] == "VB" and p.deps[at] == "conj":
            found = self.of(self._subjects(p.heads[at]))
        return found or self._between(m)

    def _told(self, v: int) -> bool:
        return self.p.lemmas[v] in self.saying

    def _between(self, m: Found) -> list[Mention]:
        """"Between A and B" elsewhere in the sentence ("a truce to end the fighting between A and B")."""
        p = self.p
        s = p.sentences[p.sentence_of[m.head]]
        for t in range(s.first, s.last):
            if p.lemmas[t] == "between" and (o := p.child(t, "pobj")) is not None:
                found = self.of(self.f.members([o]))
                if len(found) >= 2:
                    return found
        return []

    def _subjects(self, v: int) -> list[int]:
        p, f = self.p, self.f
        agent = p.child(v, "agent")
        by = p.child(agent, "pobj") if agent is not None and p.tags[v] == "VBN" else None
        stance = p.lemmas[v] in self.stances and f.passive(v)  # "is committed to a truce", "not bound by it"
        heads = f.members([by]) if by is not None and not stance else f.surface(v) if stance else f.subjects(v)
        if not heads and p.deps[v] == "acl" and p.tags[p.heads[v]][:1] == "N":
            heads = f.noun_subjects(p.heads[v])  # "efforts by Turkey to arrange a truce"
        if p.tags[v][:2] == "JJ" and not heads:
            heads = f.surface(v)
        return heads

    def _object_of(self, noun: int, verb: int) -> bool:
        """Whether a noun hangs on a verb as object, by way of other nouns and prepositions only, or as a passive's subject."""
        p = self.p
        node = noun
        for a in p.ancestors(noun):
            if a == verb:
                return p.deps[node] in ("dobj", "nsubjpass", "prep", "pobj", "attr", "dative", "oprd", "xcomp")
            if p.tags[a][:1] != "N" and p.tags[a] not in ("IN", "TO"):
                return False
            node = a
        return False

    def _accuser(self, st: State, m: Found, at: int) -> list[Mention]:
        p = self.p
        for a in (at, *p.ancestors(at)):
            if p.tags[a][:2] == "VB" and p.lemmas[a] in ("accuse", "blame", "allege", "condemn", "denounce", "charge", "report", "record", "complain", "protest", "cite", "trade", "exchange", "note", "register"):
                found = self.of(self._subjects(a))
                if found:
                    return list(dict.fromkeys(self.named(x) for x in found))
                break
        speaker = self.speaker(p.starts[at]) or self.speaker(p.starts[m.first])
        return [self.named(speaker)] if speaker is not None else []

    def against(self, st: State, m: Found, by: list[Mention]) -> list[Mention]:
        """Whom the step is addressed to, or who is accused."""
        p, f = self.p, self.f
        at = st.at if st.at is not None else m.head
        heads: list[int] = []
        step = st.step or ""
        if step == "violation_alleged":
            for a in (at, *p.ancestors(at)):
                if p.tags[a][:2] == "VB" and p.lemmas[a] in ("accuse", "blame"):
                    heads = f.objects(a)
                    break
            if not heads and p.tags[at][:2] == "VB":
                heads = f.subjects(at)
            elif not heads and p.tags[at][:1] == "N":
                heads = f.noun_subjects(at) + [c for c in p.children(at) if p.deps[c] == "poss"]
        elif p.tags[at][:2] == "VB" or p.tags[at][:1] == "N":
            preps = f.preps(at)
            if step in ("called_for", "proposed", "rejected", "conditional"):
                for name in ("on", "upon", "to", "from"):
                    heads += preps.get(name, [])
            if step in ("declared", "rejected", "violation_alleged", "ended", "accepted"):
                heads += preps.get("with", []) + f.preps(m.head).get("with", [])
            if step == "called_for" and p.tags[at][:2] == "VB":
                heads += [c for c in p.children(at) if p.deps[c] in ("dobj", "dative") and c != m.head] + [d for c in p.children(at) if p.deps[c] in ("ccomp", "xcomp") for d in p.children(c) if p.deps[d] == "nsubj"]
            if step == "proposed":
                heads += f.datives(at) if p.tags[at][:2] == "VB" else []
        taken = {x.id for x in by}
        out = [self.named(x) for h in f.members(heads) if (x := self.at(h)) is not None]
        return list(dict.fromkeys(x for x in out if x.id not in taken))
