"""Who does an act and whom it is aimed at: the mentions that fill the argument places of a match, by PLOVER's rules.

A party to a reciprocal act is an actor; what the doer moves, and what is the doer's own, is no recipient; a place that an act is done
to stands for those who are in it.
"""

from collections.abc import Iterable, Sequence

from dateline.extract.arguments import Arguments
from dateline.extract.relevance import political
from dateline.extract.status import Verdict
from dateline.lexicon.frames import Frames
from dateline.lexicon.match import EventLexicon, Match
from dateline.model.claim import Mention
from dateline.model.reading import Reading

SPEECH = frozenset({"REQUEST", "THREATEN", "REJECT", "ACCUSE", "AGREE", "SUPPORT", "CONCEDE"})
"""Types that are acts of speech about another act: the act they are about is their content, not a second event."""
_DEFAULT = ("object", "against", "on", "upon", "at", "with", "to", "from", "for", "over", "toward", "towards", "into", "in", "between")
_AIMED = ("against", "on", "with", "to", "from", "for")
_MOVING = frozenset({"RETREAT", "SANCTION", "MOBILIZE", "AID", "AGREE", "CONCEDE", "REJECT", "THREATEN"})
"""Types whose object may be troops that the doer moves."""
_ENDS = ("from", "to", "into", "in", "against", "toward", "towards", "on", "across", "near", "along", "for")
"""Where troops are moved from and to."""
_FORCES = frozenset({"military", "state_armed_people"})
_PEOPLE = frozenset({"civil_people", "official_people", "state_armed_people", "generic", "place"})
_ENDS_OF = {"AID": ("to", "in", "for", "from", "into"), "AGREE": ("to", "in", "for"), "REJECT": ("to", "from")}
"""Where the country of those who are acted on stands, by type."""
_FACING = ("along", "on", "near", "at", "toward", "towards", "over")
"""What leads to the border or the foe that troops are moved up to."""
_CAUSES = ("against", "over", "at", "about")
"""What leads to the cause of a protest."""
_DONE_TO = {
    "ASSAULT": ("object", "against", "on", "upon", "at", "into", "toward", "towards"),
    "COERCE": ("object", "on", "over", "in", "across", "around", "of", "for", "against", "throughout"),
    "MOBILIZE": ("object", "to", "into", "in", "on", "along", "near", "around", "toward", "towards", "at", "across", "against"),
    "RETREAT": ("from", "object", "of", "in", "to", "for", "on"),
    "CONCEDE": ("on", "from", "object", "of", "in", "for", "over"),
    "SANCTION": ("on", "against", "from", "to", "object", "in", "of"),
    "THREATEN": ("object", "against", "on", "to", "in", "of"),
    "AID": ("to", "for", "into", "in", "on"),
    "AGREE": ("from", "to", "in", "on", "of"),
    "REJECT": ("to", "from", "on", "in"),
}
"""The argument places in which a place is what an act is done to, the surest first, by type."""


def assign(reading: Reading, f: Frames, a: Arguments, lexicon: EventLexicon, m: Match, verdict: Verdict) -> tuple[list[Mention], list[Mention]]:
    """The initiators and recipients of a match."""
    act = _Act(f, a, lexicon, m)
    actors = act.actors()
    recipients = [] if m.entry.reciprocal else act.recipients(actors)
    if m.entry.reciprocal:
        actors = act.parties(actors)
    p, e = f.p, m.entry
    if e.type == "ASSAULT" and not actors and not recipients and e.reciprocal | (verdict.status == "ongoing"):
        s = p.sentence_of[m.head]
        actors = [x for x in reading.mentions if x.head >= 0 and p.sentence_of[x.head] == s and len(x.members) >= 2 and x.kind == "generic"][:1]
    if act.noun and e.type == "CONSULT" and p.deps[m.head] == "pobj" and p.tags[p.heads[m.head]] in ("IN", "VBG") and not f.noun_subjects(m.head):
        verb = next((v for v in p.ancestors(m.head) if p.tags[v][:2] == "VB" and p.deps[v] != "prep"), None)
        if verb is not None and p.deps[p.heads[m.head]] in ("prep", "advcl"):
            actors = [x for h in f.surface(verb) for x in a.of(h)] + actors
    return actors, recipients


def done_to(f: Frames, a: Arguments, lexicon: EventLexicon, m: Match, actors: Sequence[Mention]) -> list[Mention]:
    """The places that an act is done to, where no recipient is named ("imposed a curfew in *Lahore*", "withdrew from *Sinai*")."""
    if m.entry.reciprocal or m.entry.recipients == ():
        return []
    return _Act(f, a, lexicon, m).places(actors)


class _Act:
    """A match and what stands in its argument places."""

    def __init__(self, f: Frames, a: Arguments, lexicon: EventLexicon, m: Match) -> None:
        self.f, self.a, self.m, self.p = f, a, m, f.p
        self.noun = m.pattern.pos == "noun"
        subject, self.object, self.preps = lexicon.roles(f, m.pattern, m.head, m.tokens)
        spec = m.entry.recipients or ()
        if "between" in spec or "among" in spec:  # the parties that a mediator brings together do not mediate
            between = {h for name in ("between", "among") for h in self.preps.get(name, ())}
            subject = [h for h in subject if h not in between]
        if self.noun and m.entry.mode == "withdraw":  # "the withdrawal of troops from X" is not X's
            away = set(self.preps.get("from", ()))
            subject = [h for h in subject if h not in away]
        if self.noun:
            subject = subject + [
                c for c in f.modifiers(m.head) if c not in m.tokens and c not in subject and c in a.by_head and (not subject or self.p.deps[c] == "poss")
            ]
            against = [c for c in range(self.p.left[m.head], m.head) if c in a.by_head and self.p.sentence_of[c] == self.p.sentence_of[m.head] and a.opposed(a.by_head[c])]
            if against:  # "anti-Japanese protests" are against Japan
                subject = [h for h in subject if h not in against]
                self.object = [*self.object, *(h for h in against if h not in self.object)]
        self.subject = subject

    def heads(self, name: str) -> Sequence[int]:
        """The tokens in one argument place."""
        return self.subject if name == "subject" else self.object if name == "object" else self.preps.get(name, ())

    def pick(self, names: Iterable[str], *, deep: bool, own: frozenset[str] = frozenset()) -> list[Mention]:
        """The mentions in the first argument place that names any; inside its noun phrases only where none names one itself."""
        for look in (self.a.of, self._inside) if deep else (self.a.of,):
            for name in names:
                found = [x for h in self.heads(name) for x in look(h) if not self._own(x, own)]
                if found:
                    return found
        return []

    def _inside(self, h: int) -> list[Mention]:
        """The parties that a noun phrase names inside: of a refused proposal whose it is, of goods that are given none ("a *hospital* ship")."""
        return self.a.inside(h, owner_first=self.m.entry.type in ("REJECT", "SUPPORT", "ACCUSE"))

    # -- who does it -------------------------------------------------------------------------------------------------

    def actors(self) -> list[Mention]:
        """The initiators."""
        e = self.m.entry
        found = self.pick(e.actors or ("subject",), deep=True)
        if not found and e.actors and "subject" not in e.actors and self.object and not self.noun and not self.f.passive(self.m.head):
            found = self.pick(("subject",), deep=False)  # "X wounded Y in an attack", beside "Y was wounded in an attack by X"
        return found

    def parties(self, actors: list[Mention]) -> list[Mention]:
        """All sides of a reciprocal act."""
        for name in ("object", "with", "between", "among", "and"):
            actors = actors + [x for x in self.pick((name,), deep=False) if x not in actors]
        return actors or self.pick(("subject", "with", "between", "among", "of"), deep=True)

    # -- whom it is aimed at -----------------------------------------------------------------------------------------

    def recipients(self, actors: Sequence[Mention]) -> list[Mention]:
        """Those whom the act is aimed at: in the entry's places, else through the act that it is about, else the first named after it."""
        e = self.m.entry
        own = frozenset(x.actor for x in actors if x.actor)
        default = _DEFAULT if e.type != "PROTEST" else tuple(n for n in _DEFAULT if n not in ("in", "at"))  # where people protest is not whom against
        found = self.pick(e.recipients or default, deep=True, own=own)
        found = self._moved(found, own, self.m.head) or ([] if actors else found)
        if not found and (e.type in SPEECH or e.type == "AID"):
            found = self._through(own)
        if not found and e.type == "PROTEST":
            found = self._cause(own)
        if not found and e.recipients is None:
            found = self._around(own)
        if not found and e.recipients:
            found = self.pick([n for n in default if n not in ("object", *e.recipients, *(e.actors or ()))], deep=True, own=own)
        if not found and e.type == "MOBILIZE":
            found = [x for name in _FACING for h in self.heads(name) for x in self.a.inside(h) if not self._own(x, own) and x.actor not in own][:1]
        found = self._whereto(found, own)
        ids = {x.id for x in actors}
        sure = {x for x in own if x[0] != "~" and ":" not in x}
        return [x for x in found if x.id not in ids and x.actor not in sure]

    def _whereto(self, found: list[Mention], own: frozenset[str]) -> list[Mention]:
        """The state behind people of no known country ("extradite the minister to *Chad*", "victims of the cyclone in *Fiji*"), where the words give one."""
        if any(x.country or x.code or x.members or x.kind not in _PEOPLE for x in found) or not (found or self.m.entry.type in ("AID", "AGREE", "REJECT")):
            return found
        f, a, m = self.f, self.a, self.m
        verbs = [m.head, *f.infinitives(m.head)] if not self.noun else [m.head]
        places = [self.preps if v == m.head else f.preps(v) for v in verbs] + [f.own_preps(x.head) for x in found if x.head >= 0]
        for v in verbs:
            places += [f.own_preps(h) for h in (self.object if v == m.head else f.objects(v))]
        for preps in places:
            for name in _ENDS_OF.get(m.entry.type, ("from", "to", "in")):
                for h in preps.get(name, ()):
                    reached = [y for y in a.of(h) if y.kind in ("state", "igo", "government", "armed_group") and y.actor and y.actor not in own]
                    reached = reached or ([y] if (y := a.place(h)) is not None and y.actor not in own else [])
                    if reached:
                        return [*found, *reached]
        return found

    def _own(self, x: Mention, own: frozenset[str]) -> bool:
        """Whether a mention is the doer, or the doer's by its own words ("*its* troops", "*his* administration")."""
        if x.head < 0 or x.kind in ("person", "state"):
            return False
        if x.kind == "police" and self.m.entry.type in ("SANCTION", "AGREE", "COERCE", "ACCUSE") and x.head == x.first and self.p.tags[x.head] == "NN" and self.p.deps[x.head] == "pobj" and self.p.lemmas[self.p.heads[x.head]] != "by":
            return True  # "eight years in prison": where one is held
        for c in self.p.children(x.head):
            if self.p.deps[c] == "poss":
                owner = self.a.by_head.get(c)
                return owner is not None and owner.pronoun and owner.actor in own
        return False

    def _moved(self, found: list[Mention], own: frozenset[str], verb: int) -> list[Mention]:
        """The ends of a movement in place of the troops that are moved ("sent a platoon to *Kuwait*")."""
        if self.m.entry.type not in _MOVING or not found:
            return found
        if not all(x.kind in _FORCES and x.head >= 0 and self._of_doer(x, own) for x in found):
            return found
        ends = [self.preps] if verb == self.m.head else [self.f.preps(verb)]
        ends += [self.f.preps(x.head) for x in found]
        for preps in ends:
            for name in _ENDS:
                reached = [x for h in preps.get(name, ()) for x in self.a.of(h) if x not in found]
                if reached:
                    return reached
        return []

    def _of_doer(self, x: Mention, own: frozenset[str]) -> bool:
        """Whether troops are of the doer or of nobody named."""
        if x.actor is None or x.actor.startswith("~"):
            return True
        return any(x.actor == o or x.actor.startswith(f"{o.split(':')[0]}:") for o in own) or any(
            y.actor in own and y.country and y.country == x.country for y in self.a.by_head.values()
        )

    def _through(self, own: frozenset[str]) -> list[Mention]:
        """Whom an act is aimed at through the act that it is about ("refused to recognise *Kosovo*", "money to help *Fiji*")."""
        f, a, m = self.f, self.a, self.m
        for v in f.infinitives(m.head):
            found = [x for h in f.objects(v) for x in a.of(h) if not self._own(x, own)]
            found = self._moved(found, own, v)
            preps = f.preps(v)
            found = found or [x for name in _AIMED for h in preps.get(name, ()) for x in a.of(h) if not self._own(x, own)]
            found = found or [x for h in f.objects(v) for x in a.inside(h) if not self._own(x, own)]
            if found:
                return found
        if m.entry.type in ("REQUEST", "ACCUSE", "THREATEN"):
            tops = [m.head, *m.tokens]
            if self.noun and (light := f.light_verb(m.head)) is not None:
                tops.append(light)
            for top in tops:
                for clause in f.clauses(top):
                    places = (f.objects(clause), f.subjects(clause)) if m.entry.type == "THREATEN" else (f.subjects(clause),)
                    for heads in places:
                        for look in (a.of, a.inside):
                            found = [x for h in heads for x in look(h) if not self._own(x, own) and x.actor not in own]
                            if found:
                                return found
        return []

    def _cause(self, own: frozenset[str]) -> list[Mention]:
        """Against whom a protest is, through what it is about ("on strike over a bill of *the minister*", "in protest at abuses by *the army*")."""
        light = self.f.light_verb(self.m.head) if self.noun else None
        tops = [t for t in (self.m.head, light, *self.m.tokens) if t is not None]
        places = [self.preps, *(self.f.own_preps(t) for t in tops)]
        for name in (*_CAUSES, "in"):
            for preps in places:
                for h in preps.get(name, ()):
                    inner = [h] if name != "in" else [k for c in _CAUSES for k in self.f.own_preps(h).get(c, ())]
                    for k in inner:
                        for t in range(self.p.left[k], self.p.right[k] + 1):
                            x = self.a.by_head.get(t)
                            if x is not None and x.actor and x.actor not in own and not x.pronoun and political(x):
                                owner = next((y for y in self.a.by_head.values() if y is not x and y.first <= x.head <= y.last and y.actor not in own), None)
                                return [owner or x]
        return []

    def _around(self, own: frozenset[str]) -> list[Mention]:
        """The first actor or state after the trigger inside its clause, where no argument place holds one ("aid for those affected in Yemen")."""
        p, m = self.p, self.m
        top = m.head
        if self.noun:
            light = self.f.light_verb(m.head)
            top = light if light is not None else m.head
        barriers = [(p.left[t], p.right[t]) for t in range(m.head + 1, p.right[top] + 1) if p.deps[t] in ("advcl", "relcl", "ccomp", "parataxis") and p.heads[t] != t]
        barriers += [(p.left[t], p.right[t]) for t in range(m.head + 1, p.right[top] + 1) if p.deps[t] == "prep" and p.child(t, "pcomp") is not None and p.lemmas[t] in ("without", "after", "before", "despite")]
        barriers += [(p.left[t], p.right[t]) for t in range(m.head + 1, p.right[top] + 1) if p.deps[t] == "conj" and p.tags[t][:2] == "VB"]  # "pushed for it, but Germany refused"
        for t in range(max(m.tokens) + 1, p.right[top] + 1):
            if any(lo <= t <= hi for lo, hi in barriers):
                continue
            x = self.a.by_head.get(t)
            if x is None or not x.actor or x.actor in own or x.pronoun or not political(x) or (m.entry.step and x.kind == "state"):
                continue
            if p.deps[t] == "poss" and (p.deps[p.heads[t]] == "appos" or p.tags[p.heads[t]][:3] == "NNP"):
                continue  # "Monte Paschi, Italy's third bank": the bank is meant
            under = p.lemmas[p.heads[t]] if p.deps[t] == "pobj" else ""
            if under not in ("by", "after", "before", "during", "since", "despite", "like"):
                return self._moved([x], own, m.head)
        return []

    # -- places ------------------------------------------------------------------------------------------------------

    def places(self, actors: Sequence[Mention]) -> list[Mention]:
        """The places in the first argument place that holds one, as mentions of those who are in them."""
        names = _DONE_TO.get(self.m.entry.type, ())
        if self.m.entry.mode in ("seize", "arrest"):
            names = tuple(n for n in names if n not in ("in", "across", "around", "throughout"))  # where somebody is caught or something is found
        f, m = self.f, self.m
        verbs = [m.head, *(f.infinitives(m.head) if m.entry.type in SPEECH else ())]
        if self.noun and (light := f.light_verb(m.head)) is not None:
            verbs.append(light)
        own = {x.actor for x in actors}
        for v in verbs:
            objects = list(self.object if v == m.head else f.objects(v))
            objects += [t for t in m.tokens if t != m.head and self.p.tags[t][:1] == "N"] if v == m.head else []
            everywhere: list[dict[str, list[int]]] = [{"object": objects}, self.preps if v == m.head else f.preps(v), *(f.own_preps(o) for o in objects)]
            for name in names:
                for at in everywhere:
                    for h in at.get(name, ()):
                        found = [x for k in f.members([h]) if (x := self._place(k)) is not None and x.actor not in own]
                        if found:
                            return found
        return []

    def _place(self, i: int) -> Mention | None:
        """A place, or the place that a common noun names ("the city of *Rafah*", "*Idlib* province")."""
        found = self.a.place(i)
        if found is None and self.p.tags[i] in ("NN", "NNS") and self.a.at(i) is None:
            near = [*self.f.own_preps(i).get("of", ()), *(c for c in self.p.children(i) if self.p.deps[c] in ("compound", "appos", "nmod", "poss"))]
            found = next((x for c in near if (x := self.a.place(c)) is not None), None)
        return found
