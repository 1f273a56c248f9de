"""Who stands where around a word: deep subjects, objects and prepositional arguments, with passives, control, relative clauses,
participles, coordination and light verbs undone. Works on any `Parse`; knows no meanings beyond the word classes that it is given.
"""

from collections.abc import Iterable

from dateline.model.parse import Parse

NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "CD", "PRP", "WP", "DT", "JJ", "VBG"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_SUBJECT_CONTROL = frozenset(
    {"promise", "vow", "threaten", "agree", "pledge", "offer", "decide", "try", "attempt", "refuse", "want", "seek", "plan", "continue", "use"}
)
_BLAME = frozenset({"of", "for", "from", "with"})
_DITRANSITIVE = frozenset({"give", "grant", "offer", "lend", "deny", "award", "promise", "send", "hand", "pay", "refuse", "allow", "sell", "provide"})
_BARE = frozenset({"let", "make", "help", "have", "see", "watch"})
_GOVERNING = frozenset({"of", "for", "from", "with", "into", "against", "on", "to", "at", "in", "about", "toward", "towards"})
_STATIVE = frozenset({"engage", "involve"})
"""Verbs whose passive says what its subject does ("were engaged in", "was involved in")."""
_TAKES_OF = frozenset({"accuse", "convict", "acquit", "suspect", "strip", "deprive", "clear", "warn", "inform", "rob"})


class Frames:
    """Argument look-ups over one parse, each token's worked out once."""

    def __init__(self, parse: Parse, *, measure: frozenset[str], light: frozenset[str], receive: frozenset[str]) -> None:
        self.p = parse
        self._measure, self._light, self._receive = measure, light, receive
        self._subjects: dict[int, list[int]] = {}
        self._objects: dict[int, list[int]] = {}
        self.roles: dict[tuple[str, int, tuple[int, ...]], tuple[list[int], list[int], dict[str, list[int]]]] = {}
        """What the lexicon has worked out at a trigger: its part of speech, head and words, to subject, object and prepositions."""

    # -- noun phrases ----------------------------------------------------------------------------------------------

    def members(self, heads: Iterable[int]) -> list[int]:
        """The heads with everything that is coordinated with them ("A, B and C")."""
        p, out = self.p, []
        for h in heads:
            stack = [h]
            while stack:
                i = stack.pop()
                if i in out:
                    continue
                out.append(i)
                stack += [c for c in p.children(i) if p.deps[c] == "conj" and (p.tags[c] in NOUN_TAGS or p.tags[c][:2] != "VB")]
        return out

    def deep(self, i: int) -> int:
        """The noun that a measure noun measures ("dozens of rockets" -> rockets)."""
        p = self.p
        for _ in range(3):
            if p.lemmas[i] not in self._measure and p.tags[i] != "CD":
                return i
            of = next((c for c in p.children(i) if p.deps[c] == "prep" and p.lemmas[c] == "of"), None)
            obj = p.child(of, "pobj") if of is not None else None
            if obj is None:
                return i
            i = obj
        return i

    def _antecedent(self, i: int) -> int | None:
        """The noun that a relative clause with the verb `i` modifies."""
        p = self.p
        for _ in range(4):
            if p.deps[i] in ("relcl", "acl"):
                return p.heads[i]
            if p.deps[i] not in ("conj", "xcomp", "ccomp", "advcl"):
                return None
            i = p.heads[i]
        return None

    def _resolve(self, heads: Iterable[int], verb: int) -> list[int]:
        out = []
        for h in heads:
            if self.p.lemmas[h] in _RELATIVE and self.p.tags[h] in ("WDT", "WP", "IN", "WP$"):
                a = self._antecedent(verb)
                if a is not None:
                    out.append(a)
            else:
                out.append(h)
        return self.members(out)

    # -- verbs -----------------------------------------------------------------------------------------------------

    def passive(self, i: int) -> bool:
        """Whether a verb is passive, by its auxiliaries or as a bare participle after a noun."""
        p = self.p
        if any(p.deps[c] in ("auxpass", "nsubjpass", "csubjpass") for c in p.children(i)):
            return True
        if p.tags[i] != "VBN":
            return False
        if any(p.deps[c] in ("nsubj",) for c in p.children(i)):
            return False
        if p.deps[i] == "conj" and p.tags[p.heads[i]][:2] == "VB":
            aux = any(p.deps[c] == "aux" for c in p.children(i))
            return not aux and self.passive(p.heads[i])
        return not any(p.deps[c] == "aux" for c in p.children(i))

    def subjects(self, i: int) -> list[int]:
        """The deep subjects of a verb (or predicate adjective): who does it, not who stands before it."""
        if i not in self._subjects:
            self._subjects[i] = []  # a guard against circles of control
            self._subjects[i] = self._find_subjects(i)
        return self._subjects[i]

    def _agents(self, i: int) -> list[int]:
        p = self.p
        out = []
        for c in p.children(i):
            if p.deps[c] == "agent" or (p.deps[c] == "prep" and p.lemmas[c] == "by" and p.tags[i] == "VBN"):
                obj = p.child(c, "pobj")
                if obj is not None:
                    out.append(obj)
        return self.members(out or self._far_agent(i))

    def _far_agent(self, i: int) -> list[int]:
        """The agent of a passive where the parser hung "by X" on a nearer noun ("was branded a farce by Kyiv")."""
        p = self.p
        for c in range(i + 1, p.right[i] + 1):
            if p.lemmas[c] != "by" or p.deps[c] not in ("prep", "agent"):
                continue
            obj, h, clear = p.child(c, "pobj"), p.heads[c], True
            while h != i and clear:
                barrier = p.tags[h][:2] == "VB" and p.deps[h] not in ("pcomp", "pobj")
                clear = not barrier and p.deps[h] not in ("relcl", "acl", "advcl", "conj") and p.heads[h] != h
                h = p.heads[h]
            if clear and obj is not None:
                return [obj]
        return []

    def _find_subjects(self, i: int) -> list[int]:
        p = self.p
        if p.tags[i][:1] == "N":
            return self.noun_subjects(i)
        if self.passive(i):
            agents = self._agents(i)
            if not agents and p.deps[i] == "conj" and p.tags[p.heads[i]] == "VBN":
                agents = self._agents(p.heads[i])
            return agents
        own = [c for c in p.children(i) if p.deps[c] in ("nsubj", "expl")]
        own = [c for c in own if p.deps[c] == "nsubj"]
        if own:
            return self._resolve(own, i)
        dep, g = p.deps[i], p.heads[i]
        if g == i:
            return []
        if dep == "conj":
            if p.deps[g] == "acl" and p.tags[i] in _FINITE:  # "doctors … donated and delivered": no participle, whatever the parser says
                return self.members([p.heads[g]])
            if p.tags[g][:2] == "VB" or p.tags[g] == "JJ":
                return self.surface(g) if self.passive(g) else self.subjects(g)
            return []
        if p.tags[i] == "VBG" and dep in ("xcomp", "ccomp", "dobj", "pobj", "pcomp") and (by := self.own_preps(i).get("by")):
            return by  # "reported shelling by government troops"
        if dep in ("xcomp", "ccomp", "oprd", "advcl", "dep", "prep", "acomp"):
            if p.tags[g][:1] == "N":
                return self.noun_subjects(g)
            if dep in ("xcomp", "ccomp", "oprd") and p.lemmas[g] not in _SUBJECT_CONTROL:
                objects = [c for c in p.children(g) if p.deps[c] in ("dobj", "dative") and c < i]
                if objects:
                    return self._resolve(objects, g)
                on = [o for o in self.preps(g).get("on", []) + self.preps(g).get("upon", []) if o < i]
                if on and p.lemmas[g] == "call":
                    return on
            return self.surface(g)
        if dep == "acl":
            if p.tags[i] in ("VBG",):
                return self.members([g])
            if p.tags[i] == "VB":
                return self.noun_subjects(g) or self._addressees(g)
            return []
        if dep == "relcl":
            has_object_gap = any(p.lemmas[c] in _RELATIVE for c in p.children(i))
            return self.members([g]) if not has_object_gap else []
        if dep == "pcomp":
            gg = p.heads[g]
            if p.tags[gg][:1] == "N":
                return self.noun_subjects(gg) or self._addressees(gg)
            if p.lemmas[g] in _BLAME:
                objects = self.objects(gg)
                if objects and p.lemmas[gg] not in ("apologise", "apologize", "refrain"):
                    return objects
            return self.surface(gg)
        return []

    def surface(self, i: int) -> list[int]:
        """The grammatical subjects: for a passive, what undergoes it."""
        p = self.p
        if p.tags[i][:1] == "N":
            return self.noun_subjects(i)
        return self.objects(i) if self.passive(i) and p.deps[i] != "acl" else self.subjects(i)

    def objects(self, i: int) -> list[int]:
        """The deep objects of a verb: the passive's subject, the noun before a bare participle, a relative clause's noun."""
        if i not in self._objects:
            self._objects[i] = []
            self._objects[i] = self._find_objects(i)
        return self._objects[i]

    def _find_objects(self, i: int) -> list[int]:
        p = self.p
        if self.passive(i):
            own = [c for c in p.children(i) if p.deps[c] in ("nsubjpass", "nsubj")]
            given = [c for c in p.children(i) if p.deps[c] in ("dobj", "oprd") and p.tags[c][:1] == "N"]
            if own and given and p.lemmas[i] in _DITRANSITIVE:
                return self._resolve(given, i)  # "was granted asylum": the subject receives
            if own:
                return self._resolve(own, i)
            if p.deps[i] in ("acl", "relcl", "amod"):
                return self.members([p.heads[i]])
            if p.deps[i] == "conj" and p.tags[p.heads[i]][:2] == "VB":
                g = p.heads[i]
                return self.objects(g) if self.passive(g) else self.subjects(g)
            if p.deps[i] in ("xcomp", "ccomp", "oprd", "advcl"):
                g = p.heads[i]
                objects = [c for c in p.children(g) if p.deps[c] == "dobj"]
                return self._resolve(objects, g) if objects else self.surface(g)
            # A headline's or caption's bare participle: "Three villagers killed in attack".
            left = [c for c in p.children(i) if p.deps[c] in ("nsubj", "dep", "npadvmod", "nummod") and c < i]
            return self.members(left)
        own = [c for c in p.children(i) if p.deps[c] == "dobj"]
        if own:
            return self._resolve(own, i)
        if p.deps[i] in ("relcl",) and any(p.deps[c] == "nsubj" and p.lemmas[c] not in _RELATIVE for c in p.children(i)):
            return self.members([p.heads[i]])
        for c in p.children(i):  # "wants Iran to halt", "held Turkey responsible": the object stands as subject of the clause below
            raised = p.deps[c] in ("ccomp", "xcomp") and (any(p.tags[d] == "TO" for d in p.children(c)) or (p.tags[c] == "VB" and p.lemmas[i] in _BARE))
            if raised or (p.deps[c] in ("ccomp", "oprd") and p.tags[c][:1] in "JN"):
                inner = [d for d in p.children(c) if p.deps[d] == "nsubj"]
                if inner:
                    return self._resolve(inner, c)
        for c in p.children(i):  # "shelled and captured the town": the first verb shares the object
            if p.deps[c] == "conj" and p.tags[c] == p.tags[i]:
                shared = [d for d in p.children(c) if p.deps[d] == "dobj"]
                if shared and not any(p.deps[d] in ("prep", "prt", "nsubj") for d in p.children(c) if d < shared[0]):
                    return self._resolve(shared, c)
                break
        return []

    def datives(self, i: int) -> list[int]:
        """Indirect objects ("gave *the rebels* arms")."""
        p, out = self.p, []
        for c in p.children(i):
            if p.deps[c] in ("dative", "iobj"):
                obj = p.child(c, "pobj") if p.tags[c] in ("IN", "TO") else c
                if obj is not None:
                    out.append(obj)
        if not out and p.lemmas[i] in _DITRANSITIVE and self.passive(i) and any(p.deps[c] in ("dobj", "oprd") for c in p.children(i)):
            out = [c for c in p.children(i) if p.deps[c] == "nsubjpass"]
        return self.members(out)

    def preps(self, i: int) -> dict[str, list[int]]:
        """Prepositional arguments by preposition, coordination unfolded; a verb's also where they hang on its object."""
        p = self.p
        out = self.own_preps(i)
        if p.tags[i][:2] == "VB":
            for c in p.children(i):
                if p.deps[c] in ("dobj", "nsubjpass"):
                    for name, heads in self.own_preps(c).items():
                        if name not in ("of", "by", "in", "at") or (name == "of" and p.lemmas[i] in _TAKES_OF):
                            out.setdefault(name, heads)
        return out

    def own_preps(self, i: int) -> dict[str, list[int]]:
        """The prepositional arguments that hang on `i` itself."""
        p = self.p
        out: dict[str, list[int]] = {}
        for c in p.children(i):
            if p.deps[c] in ("prep", "agent", "dative") and p.tags[c] in ("IN", "TO", "RP", "VBG", "RB"):
                name, at = p.lemmas[c] if p.tags[c] != "VBG" else p.words[c].lower(), c
                inner = p.child(c, "prep")
                obj = p.child(c, "pobj")
                if obj is None and inner is not None:  # "because of", "along with", "according to"
                    name, at = f"{name} {p.lemmas[inner]}", inner
                    obj = p.child(inner, "pobj")
                if obj is not None:
                    out.setdefault(name, []).extend(self.members([obj]))
                for extra in p.children(at):
                    if p.deps[extra] == "conj" and p.tags[extra] == "IN":
                        more = p.child(extra, "pobj")
                        if more is not None:
                            out.setdefault(p.lemmas[extra], []).extend(self.members([more]))
        return out

    def infinitives(self, i: int) -> list[int]:
        """Verbs that `i` governs as complements: infinitives, gerunds, and gerunds after a preposition ("of killing")."""
        p, out = self.p, []
        for c in p.children(i):
            if p.deps[c] in ("xcomp", "advcl", "acl", "oprd") and p.tags[c][:2] == "VB":
                to = any(p.tags[d] == "TO" for d in p.children(c))
                if to or (p.tags[c] == "VBG" and p.deps[c] != "advcl"):
                    out.append(c)
            elif p.deps[c] == "ccomp" and (
                any(p.tags[d] == "TO" and p.deps[d] == "aux" for d in p.children(c)) or (p.tags[c] == "VB" and p.lemmas[i] in _BARE)
            ):
                out.append(c)
            elif p.deps[c] == "prep" and p.lemmas[c] in _GOVERNING:
                out += [d for d in p.children(c) if (p.deps[d] == "pcomp" and p.tags[d] == "VBG") or (p.deps[d] == "pobj" and p.tags[d] == "VBG")]
            elif p.deps[c] in ("dobj", "dative"):
                for d in p.children(c):
                    if p.deps[d] in ("acl", "relcl") and p.tags[d] == "VB" and any(p.tags[e] == "TO" for e in p.children(d)):
                        out.append(d)
                    elif p.deps[d] == "prep" and p.tags[i][:2] == "VB":
                        out += [x for x in p.children(d) if p.deps[x] == "pcomp" and p.tags[x] == "VBG"]
        for c in list(out):
            out += [d for d in p.children(c) if p.deps[d] == "conj" and p.tags[d][:2] == "VB"]
        return out

    def clauses(self, i: int) -> list[int]:
        """Heads of the finite clauses that `i` governs."""
        p = self.p
        return [
            c
            for c in p.children(i)
            if p.deps[c] in ("ccomp", "acl") and not (p.deps[c] == "acl" and not any(p.deps[d] == "mark" for d in p.children(c)))
        ]

    # -- nouns -----------------------------------------------------------------------------------------------------

    def light_verb(self, i: int) -> int | None:
        """The light verb that lends a noun its arguments ("carried out an attack", "an attack was launched"), if any."""
        p = self.p
        i = self._outer(i)
        g = p.heads[i]
        if g == i:
            return None
        if p.deps[i] in ("dobj", "nsubjpass") and self.is_light(g):
            return g
        if p.deps[i] == "conj" and p.tags[g][:1] == "N":
            return self.light_verb(g)
        if p.deps[i] == "pobj" and p.tags[p.heads[g]][:2] == "VB":
            v = p.heads[g]
            if f"{p.lemmas[v]} {p.lemmas[g]}" in self._light or p.lemmas[v] in ("participate", "engage", "come", "involve"):
                return v
            part = p.child(v, "dobj")
            if part is not None and f"{p.lemmas[v]} {p.lemmas[part]} {p.lemmas[g]}" in self._light:
                return v
        return None

    def light_participle(self, i: int) -> int | None:
        """A light verb as a participle after the noun ("a dialogue initiated by the presidents")."""
        p = self.p
        for c in p.children(i):
            if p.deps[c] == "acl" and p.tags[c] == "VBN" and self.is_light(c):
                return c
        return None

    def is_light(self, v: int) -> bool:
        """Whether a verb token, with its particle, is a light verb."""
        p = self.p
        particle = next((p.lemmas[c] for c in p.children(v) if p.deps[c] == "prt"), None)
        return (f"{p.lemmas[v]} {particle}" if particle else p.lemmas[v]) in self._light

    def receives(self, v: int, i: int) -> bool:
        """Whether the subject of a light verb is the one that the act is done to ("came under attack")."""
        p = self.p
        g = p.heads[self._outer(i)]
        prep = f" {p.lemmas[g]}" if p.tags[g] == "IN" and p.heads[g] == v else ""
        return p.lemmas[v] + prep in self._receive

    def _outer(self, i: int) -> int:
        """The measure noun around a noun, seen from outside ("a series of *attacks*" -> series)."""
        p = self.p
        for _ in range(2):
            of = p.heads[i]
            if p.deps[i] == "pobj" and p.lemmas[of] == "of" and p.lemmas[p.heads[of]] in self._measure and p.tags[p.heads[of]][:1] in "NC":
                i = p.heads[of]
            else:
                break
        return i

    def modifiers(self, i: int) -> list[int]:
        """Words before a noun that may name who it belongs to: possessors, compounds, adjectives."""
        p = self.p
        return [c for c in p.children(i) if p.deps[c] in ("poss", "compound", "amod", "nmod") and c < i]

    def noun_subjects(self, i: int) -> list[int]:
        """Who does what a noun names: the possessor, "by X", "from X", "between A and B", the light verb's subject."""
        p = self.p
        out: list[int] = []
        poss = [c for c in p.children(i) if p.deps[c] == "poss"]
        out += self.members(poss)
        preps = self.preps(i)
        for name in ("by", "between", "from", "among"):
            out += preps.get(name, [])
        if not out:  # "a cyberattack on the grid by hackers": "by" hangs on the grid
            for c in p.children(i):
                if p.deps[c] == "prep" and (o := p.child(c, "pobj")) is not None and "by" in (inner := self.own_preps(o)):
                    out += inner["by"]
                    break
        part = self.light_participle(i)
        if part is not None:
            out += self._agents(part)
        v = self.light_verb(i)
        if v is not None and not self.receives(v, i):
            does = self.surface(v) if p.lemmas[v] in _STATIVE and self.passive(v) else self.subjects(v)
            out += [s for s in does if s not in out]
            if "between" in self.preps(v):
                out += self.preps(v)["between"]
        if not out and p.deps[i] in ("nsubj", "nsubjpass"):
            more = self.preps(p.heads[i])
            out += more.get("between", []) + more.get("among", [])
            if p.deps[i] == "nsubjpass":
                out += self._agents(p.heads[i])
        return list(dict.fromkeys(out))

    def noun_objects(self, i: int, effects: frozenset[str] = frozenset()) -> list[int]:
        """Whom what a noun names is done to: "of X", "on X", "against X", the receiver, the object of "the attack killed X"."""
        p = self.p
        preps = self.preps(i)
        out: list[int] = []
        for name in ("against", "on", "upon", "of", "at", "toward", "towards"):
            out += preps.get(name, [])
        if not out and "by" in preps:  # "a raid by prosecutors on the ministry": "on" hangs on the prosecutors
            inner = self.own_preps(preps["by"][0])
            out += inner.get("on", []) + inner.get("against", [])
        v = self.light_verb(i)
        if v is not None:
            if self.receives(v, i):
                out += self.surface(v)
            more = self.preps(v)
            for name in ("against", "on", "upon"):
                out += more.get(name, [])
        elif p.deps[i] == "nsubj" and p.lemmas[p.heads[i]] in effects:
            out += self.objects(p.heads[i])
        return list(dict.fromkeys(out))

    def _addressees(self, i: int) -> list[int]:
        preps = self.preps(i)
        for name in ("on", "upon", "to", "for"):
            if preps.get(name):
                return preps[name]
        return []
