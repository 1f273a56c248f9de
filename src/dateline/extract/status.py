"""Whether an act happened: one walk from its word up through what governs it, for every event and step alike.

The walk reads negation, modals, tense, conditions and governing words (data/status.yaml). The lexicon's entries know nothing of it.
"""

import functools

from dateline.lexicon import load
from dateline.lexicon.frames import Frames
from dateline.model.claim import REALISED, Reason
from dateline.model.parse import Parse
from dateline.model.story import Record

_ORDER = ("denied", "negated", "attempted", "called_for", "proposed", "hoped", "feared", "planned", "possible", "hypothetical", "factual")
_KEEPS = frozenset({"end", "halt", "stop", "suspend", "cease", "delay", "announce", "discuss", "approve"})
"""Words that undo or announce an act, and yet presuppose it where the act is what they are done to."""
_HOLDS = frozenset({"include", "contain", "provide", "envisage", "envision", "foresee", "comprise", "require", "stipulate", "outline", "propose", "offer", "call", "demand", "entail", "feature", "set", "see"})
"""Verbs by which a text or plan holds an act."""
_ADJUNCT = frozenset({"after", "following", "follow", "since", "despite", "amid", "over", "because", "notwithstanding"})
_CAUSE = frozenset({"due", "owe", "owing", "thank", "thanks"})
_STICKY = frozenset({"negated", "denied", "attempted"})
_SOFT = frozenset({"planned", "possible", "proposed"})


class Verdict(Record, frozen=True, kw_only=True):
    """The status of an act, the words that decided it, and the governing tokens that were passed on the way."""

    status: str
    because: tuple[Reason, ...]
    governors: tuple[int, ...]
    modal: str | None = None
    future: bool = False
    open: bool = False
    """Whether it stands in a clause of condition or question ("if they will not meet")."""


@functools.cache
def _tables() -> dict[str, dict[str, str]]:
    raw = load.words("status")
    out: dict[str, dict[str, str]] = {"verbs": {}, "nouns": {}, "adjectives": {}}
    for status in _ORDER:
        for kind, words in raw[status].items():
            for w in words:
                out[kind].setdefault(w, status)
    return out


@functools.cache
def _set(name: str) -> frozenset[str]:
    return frozenset(load.words("status")[name])


@functools.cache
def _factual() -> frozenset[str]:
    return frozenset(load.words("status")["factual"]["verbs"])


def combine(inner: str, outer: str) -> str:
    """The status of an act under two governing statuses, the nearer one first."""
    if inner in _STICKY:
        return inner
    if inner in ("happened", "ongoing"):
        return outer
    if outer in ("happened", "ongoing"):
        return inner
    if inner in _SOFT or inner == "conditional":
        return outer if outer in ("called_for", "hoped", "feared", "denied", "negated", "conditional", "hypothetical") else inner
    return inner


class Judge:
    """Judges acts over one parse."""

    def __init__(self, frames: Frames) -> None:
        self.f, self.p = frames, frames.p

    def judge(self, head: int, *, noun: bool, skip: frozenset[int] = frozenset()) -> Verdict:
        """The status of the act named at token `head`; `skip` are tokens of its own trigger."""
        p = self.p
        reasons: list[Reason] = []
        governors: list[int] = []
        status, modal = "happened", None
        future = False

        def note(value: str, why: str, token: int) -> None:
            reasons.append(Reason(field="status", value=value, why=why, span=p.span(token, token)))

        node = head
        if noun:
            status, node, modal = self._noun(head, skip, note, governors)
        else:
            status, modal = self._verb(head, note)
        future = modal == "will"
        for _ in range(40):
            g = p.heads[node]
            if g == node:
                break
            dep = p.deps[node]
            if dep == "conj":
                if p.tags[node][:2] == "VB" and p.tags[g][:2] == "VB" and not any(p.deps[c] in ("aux", "nsubj", "nsubjpass") for c in p.children(node)):
                    shared, m = self._aux(g, note)
                    status = combine(status, shared)
                    modal = modal or m
                    if any(p.deps[c] == "neg" for c in p.children(g)) and any(p.lemmas[c] in ("or", "nor") for c in p.children(g)):
                        status = "negated"
                node = g
                continue
            if dep == "acl" and p.tags[node] in ("VBG", "VBN") and node == head and not self._to(node):
                break  # "refugees fleeing the war": as real as the noun, whatever is planned for it
            if dep == "pobj" and p.lemmas[g] == "about" and p.lemmas[p.heads[g]] == "be":
                status = "hypothetical"  # what a book or film is about
                note("hypothetical", "is about", g)
                break
            if dep == "pobj" and (p.lemmas[g] in _ADJUNCT or p.lemmas[p.heads[g]] in _CAUSE) and p.tags[g] in ("IN", "VBG", "TO"):
                break  # "ordered patrols after the riots": what was before is not what was ordered
            if dep == "relcl" or (dep in ("advcl", "prep") and p.tags[node][:2] == "VB" and not self._to(node)):
                if dep == "advcl":
                    mark = next((c for c in p.children(node) if p.deps[c] in ("mark", "advmod") and p.lemmas[c] in _set("if")), None)
                    whenever = next((c for c in p.children(node) if p.deps[c] in ("mark", "advmod") and p.lemmas[c] in ("when", "whenever", "wherever")), None)
                    if whenever is not None and p.tags[node] in ("VBZ", "VBP") and status == "happened" and p.tags[g] in ("VBZ", "VBP"):
                        status = "hypothetical"
                        note("hypothetical", f"in general: {p.words[whenever]!r} with a present tense", whenever)
                    if mark is not None and status in ("happened", "ongoing", "planned", "possible"):
                        past_before = p.lemmas[mark] in ("before", "until", "once", "till") and p.tags[node] == "VBD"
                        if not past_before and p.lemmas[mark] != "should":
                            status = "conditional"
                            note("conditional", f"in a clause with {p.words[mark]!r}", mark)
                if dep == "relcl" or not self._participle(node):
                    break
                node = g
                continue
            if dep in ("prep", "agent", "pobj", "pcomp", "aux", "compound", "nmod", "poss", "amod", "dobj", "nsubj", "nsubjpass", "appos", "attr"):
                if dep in ("nsubj", "nsubjpass", "agent") and p.tags[g][:2] == "VB":
                    word, kind = self._class(g)
                    own, m = self._verb(g, note, quiet=True)
                    if own in ("planned", "conditional", "called_for", "negated", "possible") and p.tags[node][:1] == "N" and node == head and status == "happened":
                        if self._eventive(g):
                            status = own
                            note(own, f"what it is the subject of is {own}", g)
                    if kind in ("planned", "called_for", "negated", "attempted", "proposed", "hoped", "feared") and dep == "nsubjpass" and p.lemmas[g] not in _KEEPS:
                        status = combine(status, kind)
                        note(kind, f"governed by {word!r}", g)
                    if p.lemmas[g] in ("take", "occur", "happen", "be", "exist") and status == "happened":
                        node = g
                        continue
                    break
                if dep == "pcomp" and status in REALISED and any(p.deps[c] == "mark" and p.lemmas[c] in ("whether", "if") for c in p.children(node)):
                    status = "possible"
                    note("possible", "a question: whether …", node)
                if dep == "pobj" or dep == "pcomp":
                    if p.lemmas[g] in _set("planned_prepositions") and status == "happened" and not self._past_clause(g):
                        status = "planned"
                        note("planned", f"after {p.words[g]!r}", g)
                    elif p.lemmas[g] == "against" and dep == "pcomp" and p.lemmas[p.heads[g]] == "be":
                        status = "negated"
                        note("negated", "is against …", g)
                    elif p.lemmas[g] == "without":
                        status = "negated"
                        note("negated", "after 'without'", g)
                node = g
                if p.tags[g][:1] == "N" and dep in ("compound", "nmod", "poss", "amod", "appos"):
                    break
                if p.tags[g] in ("IN", "TO", "RP"):
                    continue
                status = self._govern(g, status, note, governors, via=dep)
                if p.tags[g][:2] == "VB":
                    own, m = self._aux(g, note)
                    status = combine(status, own) if own != "ongoing" else status
                    modal = modal or m
                continue
            if dep in ("xcomp", "ccomp", "advcl", "acl", "oprd", "acomp", "csubj", "parataxis", "dep", "advmod"):
                if dep in ("ccomp", "csubj", "acl") and status in REALISED and any(p.deps[c] == "mark" and p.lemmas[c] in ("whether", "if") for c in p.children(node)):
                    status = "possible"
                    note("possible", "a question: whether …", node)
                if dep == "acl" and status == "happened" and self._to(node) and self._class(g)[1] is None and not self._ranked(g):
                    status = "planned"
                    note("planned", f"what {p.words[g]!r} is for (to …)", node)
                if dep == "advcl" and self._to(node):
                    word, kind = self._class(g)
                    if kind is None or kind == "factual":
                        status = combine(status, "planned")
                        note("planned", "an aim (to …)", node)
                        break
                if dep == "xcomp" and p.lemmas[g] == "have" and self._to(node) and any(p.lemmas[c] == "yet" for c in (*p.children(g), *p.children(node))):
                    status = "negated"
                    note("negated", "have yet to …", g)
                if dep in ("xcomp", "ccomp") and self._to(node) and (why := self._unreal(g)) is not None:
                    status = combine(status, why[0])
                    note(why[0], why[1], g)
                if dep == "xcomp" and kind_of_like(p, g) == "be" and self._to(node):
                    status = combine(status, "planned")
                    note("planned", "is to …", g)
                before = status
                past = p.tags[node] == "VBD" or any(p.lemmas[c] == "have" and p.deps[c] == "aux" for c in p.children(node)) or any(
                    p.deps[c] == "auxpass" and p.tags[c] == "VBD" for c in p.children(node)
                )
                status = self._govern(g, status, note, governors, via=dep, told_past=past)
                if p.tags[g][:2] == "VB" and (dep in ("xcomp", "acomp", "oprd", "advcl", "csubj") or (dep == "ccomp" and (self._to(node) or (p.tags[node] == "VB" and p.lemmas[g] in ("help", "make", "let", "have"))))):
                    own, m = self._aux(g, note)
                    status = combine(status, own) if own != "ongoing" or before == "happened" else status
                    modal = modal or m
                node = g
                continue
            node = g
        if status in ("happened", "ongoing") and within_proposal(p, head):
            status = "proposed"
            note("proposed", "stands in a plan or proposal", head)
        if status in REALISED and (book := told_in_fiction(p, head)) is not None:
            status = "hypothetical"
            note("hypothetical", "told by a work of fiction", book)
        doubted = any(
            p.deps[c] == "mark" and p.lemmas[c] in ("if", "whether", "unless") for a in (head, *p.ancestors(head)) for c in p.children(a)
        )
        return Verdict(status=status, because=tuple(reasons), governors=tuple(governors), modal=modal, future=future, open=doubted)

    # -- one node ----------------------------------------------------------------------------------------------------

    def _to(self, i: int) -> bool:
        p = self.p
        return any(p.tags[c] == "TO" for c in p.children(i))

    def _ranked(self, i: int) -> bool:
        """Whether a noun is one of a rank ("the first country to recognise it"), or somebody: what it "is to do" it did."""
        p = self.p
        return p.tags[i][:3] == "NNP" or any(p.lemmas[c] in _set("ranks") or p.tags[c] in ("JJS", "RBS") for c in p.children(i)) or p.lemmas[i] in _set("ranks")

    def _unreal(self, g: int) -> tuple[str, str] | None:
        """What a verb without a meaning of its own makes of the infinitive below it: "is going to", "has to", "the law allows it to"."""
        p = self.p
        present = p.tags[g] in ("VBZ", "VBP", "VB") or (
            p.tags[g] == "VBN" and any(p.deps[c] == "auxpass" and p.words[c].lower() in ("is", "are", "be", "'s", "'re") for c in p.children(g))
        )
        if p.lemmas[g] == "go" and p.tags[g] == "VBG":
            return "planned", "going to …"
        if p.lemmas[g] == "have" and present and p.child(g, "dobj") is None:
            return "called_for", "have to …"
        if p.lemmas[g] == "move" and p.child(g, "dobj") is None:
            return "planned", "move to …"
        if p.lemmas[g] in _set("permitting") and present:
            return "possible", f"{p.words[g]!r} says what may be done"
        return None

    def _participle(self, i: int) -> bool:
        return self.p.tags[i] in ("VBG", "VBN") and False

    def _past_clause(self, i: int) -> bool:
        p = self.p
        for a in p.ancestors(i):
            if p.tags[a][:2] == "VB":
                return p.tags[a] == "VBD" and p.lemmas[a] not in _set("if")
        return False

    def _eventive(self, g: int) -> bool:
        return self.p.lemmas[g] in ("take", "begin", "start", "hold", "be", "occur", "happen", "go", "resume", "continue", "come", "follow", "launch", "carry", "have", "conduct", "stop", "end")

    def _class(self, g: int) -> tuple[str, str | None]:
        p = self.p
        tables = _tables()
        lemma = p.lemmas[g]
        kind = "verbs" if p.tags[g][:2] == "VB" else "nouns" if p.tags[g][:1] == "N" else "adjectives"
        status = tables[kind].get(lemma)
        if kind == "verbs" and any(p.deps[c] == "prt" and p.lemmas[c] == "off" for c in p.children(g)) and lemma in ("call", "break", "put"):
            return f"{p.words[g]} off", "negated"
        if lemma == "call" and kind == "verbs" and not any(p.lemmas[c] in ("for", "on", "upon") for c in p.children(g)):
            status = None  # "what it calls a war": naming, not calling for
        if kind == "verbs" and status is None and p.tags[g] == "VBN":
            status = tables["adjectives"].get(p.words[g].lower())
        if kind == "verbs" and lemma in ("be", "become", "remain"):
            attr = p.child(g, "acomp", "attr", "oprd")
            if attr is not None:
                sub = tables["nouns" if p.tags[attr][:1] == "N" else "adjectives"].get(p.lemmas[attr])
                if sub and sub != "factual":
                    return p.words[attr], sub
        if kind == "verbs" and status in (None, "factual"):
            obj = p.child(g, "dobj")
            if obj is not None and (self.f.is_light(g) or lemma in ("voice", "express", "reiterate", "signal", "show", "raise", "announce", "reach", "receive", "discuss")):
                sub = tables["nouns"].get(p.lemmas[obj])
                if sub and sub != "factual" and obj != g:
                    return f"{p.words[g]} {p.words[obj]}", sub
        return p.words[g], status

    def _govern(self, g: int, status: str, note: "functools.partial[None] | object", governors: list[int], *, via: str, told_past: bool = False) -> str:
        p = self.p
        governors.append(g)
        word, kind = self._class(g)
        if via == "dobj" and p.tags[g][:2] == "VB" and p.lemmas[g] in _factual() and not self.f.is_light(g):
            kind = "factual"
        negative = any(p.deps[c] == "neg" or (p.lemmas[c] in ("never", "no") and p.deps[c] in ("neg", "det", "advmod")) for c in p.children(g))
        if kind in (None, "factual"):
            if negative and via in ("xcomp", "dobj", "acomp", "oprd") and p.tags[g][:2] == "VB":
                note("negated", f"{p.words[g]!r} is negated", g)  # type: ignore[operator]
                return combine(status, "negated") if status in ("happened", "ongoing") else "negated"
            return status
        assert kind is not None
        if kind == "planned" and via == "ccomp" and told_past:
            return status  # "announced that it had provided", "determined that they carried out": as it is told
        if kind == "negated" and via == "dobj" and p.lemmas[g] in ("end", "halt", "stop", "suspend", "abandon", "cease", "delay"):
            return status
        if kind in ("attempted",) and via == "dobj" and p.lemmas[g] in ("stop", "block", "seek", "disrupt"):
            kind = "attempted" if p.lemmas[g] != "seek" else "called_for"
        if kind == "possible" and via in ("dobj", "pobj") and p.tags[g][:2] == "VB" and p.lemmas[g] in ("let", "believe", "think", "study"):
            return status
        if negative and kind in ("negated", "denied"):
            return status
        new = combine(status, kind)
        if negative and kind not in ("negated", "denied"):
            new = "negated"
        if new != status:
            note(new, f"governed by {word!r}", g)  # type: ignore[operator]
        return new

    def _aux(self, i: int, note: object) -> tuple[str, str | None]:
        """What a verb's own auxiliaries and negation say."""
        p = self.p
        status, modal = "happened", None
        negative = None
        for c in p.children(i):
            if p.deps[c] == "neg" or (p.lemmas[c] == "longer" and any(p.lemmas[d] == "no" for d in p.children(c))):
                negative = c
            if p.deps[c] == "preconj" and p.lemmas[c] == "neither":
                negative = c
            if p.deps[c] not in ("aux", "auxpass"):
                continue
            lemma = p.lemmas[c] if p.tags[c] == "MD" else ""
            word = p.words[c].lower()
            if word in _set("will"):
                status, modal = "planned", "will"
            elif word in _set("would"):
                have = any(p.lemmas[d] == "have" and p.deps[d] == "aux" for d in p.children(i))
                status, modal = ("hypothetical" if have else "planned"), "would"
            elif lemma in _set("must") or word in _set("must"):
                status, modal = "called_for", "must"
            elif lemma in _set("may") or word in _set("may"):
                status, modal = "possible", "may"
            else:
                continue
            note(status, f"with {p.words[c]!r}", c)  # type: ignore[operator]
        if negative is None:
            for c in p.children(i):
                if p.deps[c] in ("nsubj", "nsubjpass", "dobj") and (
                    p.lemmas[c] in ("nobody", "none", "nothing", "neither") or any(p.lemmas[d] in ("no", "neither") and p.deps[d] in ("det", "neg", "preconj") for d in p.children(c))
                ):
                    negative = c
        if negative is not None:
            note("negated", f"with {p.words[negative]!r}", negative)  # type: ignore[operator]
            return "negated", modal
        return status, modal

    def _verb(self, i: int, note: object, *, quiet: bool = False) -> tuple[str, str | None]:
        p = self.p
        quietly = (lambda *_: None) if quiet else note
        status, modal = self._aux(i, quietly)
        if status == "planned" and any(p.deps[c] == "advcl" and self._if(c) for c in p.children(i)):
            status = "conditional"
            quietly("conditional", "with a condition", i)  # type: ignore[operator]
        if status == "happened":
            aux = [p.words[c].lower() for c in p.children(i) if p.deps[c] in ("aux", "auxpass")]
            if p.tags[i] in ("VBZ", "VBP", "VBG") and not any(a in ("was", "were", "been") for a in aux) and self._coming(i):
                status = "planned"
                quietly("planned", "the present of what comes next", i)  # type: ignore[operator]
            elif p.tags[i] == "VBG" and any(a in ("is", "are", "am", "'re", "'s", "'m", "been") for a in aux):
                going = p.lemmas[i] == "go" and any(self._to(c) for c in p.children(i))
                if not going:
                    status = "ongoing"
                    quietly("ongoing", "progressive", i)  # type: ignore[operator]
            elif (p.tags[i] in ("VBZ", "VBP") and p.lemmas[i] in _set("ongoing_verbs")) or (p.lemmas[i] in _set("ongoing_verbs") and any(a in ("has", "have", "'ve") for a in aux)) or (any(p.deps[c] == "advmod" and p.lemmas[c] == "still" for c in p.children(i)) and p.tags[i] in ("VBZ", "VBP", "VBG")):
                status = "ongoing"
            elif any(p.lemmas[c] in ("nearly", "almost") and p.deps[c] == "advmod" for c in p.children(i)):
                status = "attempted"
            if any(p.deps[c] == "advmod" and p.lemmas[c] in ("reportedly", "allegedly", "possibly", "perhaps", "probably") for c in p.children(i)):
                if any(p.lemmas[c] in ("possibly", "perhaps", "probably") for c in p.children(i)):
                    status = "possible"
        return status, modal

    def _coming(self, i: int) -> bool:
        """Whether a verb has a time of the days to come: "tomorrow", "next week"."""
        p = self.p
        return any(
            p.lemmas[c] == "tomorrow" or (p.deps[c] == "npadvmod" and any(p.lemmas[d] == "next" for d in p.children(c))) for c in p.children(i)
        )

    def _if(self, i: int) -> bool:
        p = self.p
        return any(p.deps[c] in ("mark", "advmod") and p.lemmas[c] in ("if", "unless", "provided", "once", "until") for c in p.children(i))

    def _noun(self, i: int, skip: frozenset[int], note: object, governors: list[int]) -> tuple[str, int, str | None]:
        """A nominal's own determiners and adjectives, then its light verb's status; gives the node to go on from."""
        p, f = self.p, self.f
        status = "happened"
        tables = _tables()
        for c in p.children(i):
            if p.deps[c] in ("det", "neg") and p.lemmas[c] in ("no", "neither"):
                note("negated", f"with {p.words[c]!r}", c)  # type: ignore[operator]
                return "negated", i, None
            if p.deps[c] in ("amod", "compound", "nmod") and c not in skip:
                kind = tables["adjectives"].get(p.words[c].lower()) or tables["adjectives"].get(p.lemmas[c])
                if kind and p.lemmas[c] not in ("urgent", "necessary", "essential", "important", "crucial", "vital", "able", "free", "open", "set"):
                    status = combine(status, kind)
                    note(status, f"{p.words[c]!r}", c)  # type: ignore[operator]
        outer = f._outer(i)
        v = f.light_verb(i)
        if v is not None:
            own, modal = self._verb(v, note)
            if p.lemmas[v] == "attempt":
                own = "attempted"
                note("attempted", f"{p.words[v]!r}", v)  # type: ignore[operator]
            return combine(status, own), v, modal
        part = f.light_participle(i)
        if part is None and p.deps[i] == "nsubj" and p.lemmas[p.heads[i]] in _set("ongoing_verbs"):
            g = p.heads[i]
            own, modal = self._verb(g, note)
            return combine(status, own), g, modal
        return status, outer, None


def within_proposal(p: Parse, token: int) -> bool:
    """Whether an act stands in what a plan, proposal or draft holds ("an initiative that includes a truce", "a plan with a ceasefire")."""
    nouns = _tables()["nouns"]
    for a in (token, *p.ancestors(token)):
        g = p.heads[a]
        if p.deps[a] == "relcl" and p.lemmas[a] in _HOLDS:
            for up in (g, *p.ancestors(g)):  # the clause may hang on a nearer noun: "an initiative to end the war that includes a truce"
                if p.tags[up] in ("VBD", "VBZ", "VBP"):
                    break
                if nouns.get(p.lemmas[up]) in ("proposed", "planned", "hypothetical") and p.tags[up][:1] == "N":
                    return True
        if p.tags[a][:2] == "VB" and p.lemmas[a] in _HOLDS and any(
            p.deps[c] in ("nsubj", "nsubjpass") and nouns.get(p.lemmas[c]) in ("proposed", "planned", "hypothetical") for c in p.children(a)
        ):
            return True
    return False


def told_in_fiction(p: Parse, token: int) -> int | None:
    """The work of fiction that tells an act ("the film tells of a spy who kills"), if one does."""
    for a in p.ancestors(token):
        if p.tags[a][:2] == "VB" and (s := p.child(a, "nsubj")) is not None and s != token and p.lemmas[s] in _set("fiction"):
            return s
    return None


def kind_of_like(p: Parse, g: int) -> str:
    """"be" if a token is a form of *be* without a predicate of its own."""
    return p.lemmas[g] if p.lemmas[g] == "be" and p.child(g, "acomp", "attr", "expl") is None else ""
