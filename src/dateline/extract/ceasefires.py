"""Ceasefires: which step a mention of one stands for, and whether the text asserts it as real.

The reading climbs from the mention through what governs it. The first word that says what is done with the ceasefire gives the
step; every word above may turn it into another (extract/turns.py). The vocabulary is data/ceasefire.yaml. In doubt a ceasefire is
not real: to write one that was only wanted as real is the worst mistake that the program can make.
"""

from dateline.extract.turns import GROUPS, State
from dateline.lexicon import load
from dateline.lexicon.frames import Frames
from dateline.model.claim import Reason
from dateline.model.parse import Parse
from dateline.model.story import Record, Span

_SKIPPED = frozenset({"the", "a", "an", "all", "any", "its", "their", "his", "her", "our", "'s", "armed", "open", "military", "further", "mutual", "offensive"})
_FIGHTING = frozenset({"fighting", "hostility", "violence", "shooting", "shelling", "bombardment", "attack", "war", "clash", "combat", "operation", "strike", "bloodshed",
                       "firing", "fire", "bombing", "offensive", "conflict", "fight", "battle"})  # fmt: skip
_CEASE = {
    "cease": frozenset({"fire", "hostility", "fighting"}), "halt": frozenset({"hostility", "fighting", "fire"}), "stop": frozenset({"fighting", "hostility"}),
    "end": frozenset({"hostility"}), "silence": frozenset({"gun", "weapon"}), "suspend": frozenset({"hostility"}), "hold": frozenset({"fire"}),
}  # fmt: skip
_SOFT = frozenset({"lull", "standstill"})
_DEFINITE = frozenset({"the", "this", "that", "its", "their", "his", "her", "our", "my", "these", "those", "both"})
_IF = frozenset({"if", "unless", "provided", "providing", "assuming", "lest"})
_WAIT = frozenset({"once", "until", "till", "before", "whenever"})
_STARTS = frozenset({"start", "beginning", "onset", "launch", "commencement", "entry", "implementation", "application"})
_WORKED = frozenset({"sign", "initial", "ink", "seal", "conclude", "finalise", "finalize", "clinch", "strike", "exchange"})
_LINKS = frozenset({"of", "for", "on", "to", "towards", "toward", "over", "about", "in", "at", "into", "from", "regarding", "concerning", "around", "including", "with", "as"})
_SINCE = frozenset({"into", "since", "after", "following", "during", "under", "amid", "amidst", "throughout", "within", "upon", "thanks", "because", "through", "by", "with", "in", "despite", "given"})
_BESIDE = frozenset({"by", "after", "since", "upon", "in", "with", "despite", "before", "through", "while", "for", "as", "on"})
_TOWARDS = frozenset({"towards", "toward", "about", "on", "over", "for", "to"})
_NOT = frozenset({"without", "instead", "rather", "short", "absent", "barring", "against", "beyond", "lacking"})
_HOLDS_CONTENT = frozenset({"include", "contain", "call", "provide", "envisage", "envision", "propose", "foresee", "entail", "comprise", "involve", "feature", "demand", "urge", "seek", "require", "set", "aim", "allow"})
_CLAUSE = frozenset({"xcomp", "ccomp", "advcl", "acl", "relcl", "pcomp", "csubj", "csubjpass", "oprd", "acomp", "parataxis", "dep", "conj", "attr"})


class Found(Record, frozen=True, kw_only=True):
    """A mention of a ceasefire: the token that governs it, its first and last token, and whether it is a verb ("cease fire")."""

    head: int
    first: int
    last: int
    verb: bool = False


class Vocabulary:
    """data/ceasefire.yaml, compiled."""

    def __init__(self, classes: dict[str, tuple[str, ...]]) -> None:
        raw = load.words("ceasefire")
        self.raw = raw
        self.done: dict[str, str] = {}
        self.does: dict[str, str] = {}
        self.nouns: dict[str, str] = {}
        self.brokered = frozenset(raw["agreed"]["brokered"])
        self.begins = frozenset(raw["in_force"]["begins"])
        for step, spec in raw.items():
            if step not in GROUPS:
                continue
            for w in spec.get("done", ()):
                self.done.setdefault(w, step)
            for w in spec.get("does", ()):
                self.does.setdefault(w, step)
            for w in spec.get("nouns", ()):
                self.nouns.setdefault(w, step)
        for w in self.begins:
            self.does.setdefault(w, "in_force")
            self.done.setdefault(w, "in_force")
        self.needed = frozenset(raw["called_for"]["adjectives"])
        self.despite = frozenset(raw["violation_alleged"]["prepositions"])
        self.sets = {name: frozenset(words) for name, words in raw.items() if isinstance(words, list)}
        split = [tuple(w.replace("-", " - ").split()) for w in classes["ceasefire"]]
        self._phrases: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(set(split), key=lambda x: (-len(x), x)):
            self._phrases.setdefault(phrase[0], []).append(phrase)

    def mentions(self, p: Parse) -> list[Found]:
        """The ceasefires that a text names, each word in one of them: nouns, and the verbs of sentences that have no such noun."""
        out: list[Found] = []
        taken: set[int] = set()
        for i in range(len(p)):
            if i in taken:
                continue
            last = self._match(p, i)
            if last is None:
                continue
            inside = range(i, last + 1)
            verbal = p.lemmas[i] in _CEASE and p.tags[i][:2] == "VB" and p.deps[i] not in ("compound", "amod", "nmod") and "-" not in p.words[i : last + 1]
            taken.update(inside)
            if verbal:
                continue
            outer = [t for t in inside if p.heads[t] not in inside or p.heads[t] == t]
            out.append(Found(head=(outer or [last])[-1] if p.lemmas[i] not in ("cease",) else last if last in outer or not outer else outer[-1], first=i, last=last))
        named = {p.sentence_of[f.head] for f in out}
        for i in range(len(p)):
            if p.tags[i][:2] != "VB" or p.lemmas[i] not in _CEASE or p.sentence_of[i] in named or any(f.first <= i <= f.last for f in out):
                continue
            obj = p.child(i, "dobj")
            if obj is None and i + 1 < len(p) and p.lemmas[i + 1] in _CEASE[p.lemmas[i]] and p.heads[i + 1] == i:
                obj = i + 1
            if obj is None or p.lemmas[obj] not in _CEASE[p.lemmas[i]] or (p.lemmas[i] == "hold" and p.words[obj - 1].lower() not in ("hold", "their", "its", "holding")):
                continue
            named.add(p.sentence_of[i])
            out.append(Found(head=i, first=min(i, obj), last=max(i, obj), verb=True))
        return sorted(out, key=lambda f: f.first)

    def _match(self, p: Parse, i: int) -> int | None:
        for phrase in self._phrases.get(p.lemmas[i], ()):
            at = i
            for w in phrase[1:]:
                at += 1
                while at < len(p) and p.lemmas[at] != w and (p.lemmas[at] in _SKIPPED or p.tags[at] in ("JJ", "DT", "PRP$")) and at - i < 5:
                    at += 1
                if at >= len(p) or p.lemmas[at] != w:
                    break
            else:
                if phrase[0] in _SOFT and len(phrase) == 1 and not self._of_fighting(p, i):
                    continue
                if p.tags[i][:1] in "NJV" or len(phrase) > 1:
                    return at
        return None

    @staticmethod
    def _of_fighting(p: Parse, i: int) -> bool:
        return any(p.lemmas[c] in ("in", "to", "of") and (o := p.child(c, "pobj")) is not None and p.lemmas[o] in _FIGHTING for c in p.children(i))


class Ladder:
    """Reads the steps of one parse."""

    def __init__(self, vocabulary: Vocabulary, frames: Frames) -> None:
        self.v, self.f, self.p = vocabulary, frames, frames.p

    # -- no ceasefire at all -------------------------------------------------------------------------------------------

    def no_event(self, m: Found) -> str | None:
        """Why a word names no ceasefire: a line, a monitor, a name, a definition."""
        p, raw = self.p, self.v.sets
        word = p.words[m.last]
        if word[:1].isupper() and any(c.isupper() for c in word[1:]) and not word.isupper():
            return "a name in capitals"
        outer = p.heads[m.head]
        if p.deps[m.head] in ("compound", "nmod", "amod", "poss") and p.tags[outer][:1] == "N":
            if p.lemmas[outer] in raw["not_event_heads"] and not (p.lemmas[outer] == "day" and p.tags[outer] == "NNS"):
                return f"it only names a {p.lemmas[outer]}"
            if any(p.lemmas[c] in raw["not_event_heads"] for c in p.children(outer) if m.last < c < outer and p.deps[c] in ("compound", "nmod")):
                return "it only names something else"
            top = p.heads[outer]
            if p.deps[outer] in ("compound", "nmod") and p.lemmas[top] in ("committee", "commission", "monitor", "mechanism", "observer", "team"):
                return "it only names a body"
        if p.deps[m.head] == "pobj" and p.lemmas[outer] == "as" and p.lemmas[p.heads[outer]] in ("translate", "render", "define", "know"):
            return "it is a word"
        if p.deps[m.head] == "pobj" and p.lemmas[outer] == "of" and p.lemmas[p.heads[outer]] in raw["not_event_owners"]:
            return f"of a {p.lemmas[p.heads[outer]]}"
        if p.deps[m.head] == "appos" and p.lemmas[outer] in ("word", "term", "phrase"):
            return "it is a word"
        return None

    # -- the climb -----------------------------------------------------------------------------------------------------

    def read(self, m: Found) -> State:
        """The step of a mention."""
        p = self.p
        st = State()
        inner: State | None = None
        if m.verb:
            st.set("declared", m.head, p.words[m.head])
            st.known = False
            if self._to(m.head) or (p.tags[m.head] in ("VB", "VBG") and not any(p.deps[c] == "aux" for c in p.children(m.head))):
                st.real = False
            self._modal(st, m.head, "done")
            self._conditions(st, m.head)
        else:
            inner = self._phrase(st, m.head, m)
        node, prep = m.head, ""
        through: int | None = None  # a verb whose clause hangs on a preposition ("accused of violating")
        for _ in range(40):
            g = p.heads[node]
            if g == node:
                break
            dep, tag = p.deps[node], p.tags[g]
            verb = p.tags[node][:2] == "VB" and (dep in _CLAUSE or (m.verb and node == m.head))
            if through is not None and tag not in ("IN", "TO", "RP"):
                clause, through = through, None
                if prep in ("towards", "toward") or p.lemmas[g] in ("center", "centre", "focus", "concentrate", "aim"):
                    self._turn(st, "try", g)
                    prep, node = "", g
                    continue
                if prep in _BESIDE and self._kind(g, infinitive=False) not in ("accuse",):
                    break
                if tag[:2] == "VB" or tag[:1] in "NJ":
                    kind = self._kind(g, infinitive=True)
                    if kind is not None and not (kind in ("promise", "say") and tag[:2] == "VB"):
                        self._apply(st, kind, g, clause)
                    if kind == "accuse":
                        st.accuser = g
                    prep = ""
                    node = g
                    continue
            if tag in ("IN", "TO", "RP") or (p.deps[g] in ("prep", "agent") and tag in ("VBG", "RB", "JJ", "VBN", "CC")):
                prep = p.words[g].lower()
                if node == m.head and (own := self._stranded(g, m)) is not None:
                    self._under_verb(st, node, own, "nsubj", "", m)
                    break
                stop = self._under_preposition(st, node, g, verb)
                if verb:
                    through = node
                node = g
                if stop:
                    break
                continue
            if node == m.head and not m.verb and tag[:2] == "VB" and p.tags[node][:2] == "VB" and self._to(node):  # "agree to ceasefire", read as a verb
                stop = self._under_verb(st, node, g, "pobj", "to", m)
            elif verb:
                stop = self._under_clause(st, node, g, dep, prep)
            elif tag[:1] == "N" or tag in ("CD", "PRP", "DT"):
                extra = self._under_noun(st, node, g, dep, prep, m)
                inner = inner or extra
                stop = False
            elif tag[:2] == "VB" or tag == "MD":
                stop = self._under_verb(st, node, g, dep, prep, m)
            else:
                stop = self._under_adjective(st, node, g, prep)
            if dep not in ("conj", "appos"):
                prep = ""
            node = g
            if stop:
                break
        self._settle(st, m, inner)
        return st

    def _because(self, st: State, why: str, token: int) -> None:
        st.because.append(Reason(field="step", value=st.step or "", why=why, span=self.p.span(token, token)))

    def _turn(self, st: State, kind: str, token: int, *, take: bool = True) -> None:
        if st.turn(kind, token, self.p.lemmas[token], take=take):
            self._because(st, f"under {self.p.words[token]!r} ({kind})", token)

    # -- the noun phrase -----------------------------------------------------------------------------------------------

    def _phrase(self, st: State, h: int, m: Found | None) -> State | None:
        """What determiners, adjectives and participles on the noun say. Gives the step of a participle or relative clause."""
        p, sets = self.p, self.v.sets
        inner: State | None = None
        for c in p.children(h):
            low, dep = p.words[c].lower(), p.deps[c]
            if m is not None and m.first <= c <= m.last:
                continue
            if dep in ("det", "neg", "advmod", "nummod", "predet") and low in ("no", "neither", "not") and c < h:
                st.negative = True
            elif (low in _DEFINITE and dep in ("det", "poss", "predet")) or dep == "poss":
                st.known = True
            elif low == "any" and dep == "det":
                st.open = True
            elif dep in ("amod", "compound", "nmod", "nummod", "advmod", "npadvmod", "det") and c < h:
                if low in sets["open"]:
                    st.open = st.open or low not in ("lasting", "permanent", "long-term", "another", "further", "real", "genuine", "meaningful", "desired", "planned")
                    if low == "planned":
                        st.known = True
                    if low in ("proposed", "draft", "mooted") and st.step is None:
                        st.set("proposed", c, low)
                    elif low in ("possible", "potential", "prospective", "hypothetical", "planned", "conditional"):
                        inner = State()
                        step = {"planned": "planned", "conditional": "conditional"}.get(low, "hoped_or_possible")
                        inner.set(step, c, low, real=False)
                elif low in sets["standing"]:
                    st.known = True
                elif p.tags[c] == "VBN" and p.deps[c] == "amod":
                    done = self.v.done.get(p.lemmas[c]) or self.v.does.get(p.lemmas[c])
                    if done in ("ended", "violation_alleged", "agreed", "declared"):
                        inner = State()
                        inner.set(done, c, p.lemmas[c])
                        st.known = True
            elif dep in ("acl", "relcl") and c > h:
                found = self._participle(h, c)
                if found is not None and (inner is None or found.real):
                    inner = found
                    if found.real and GROUPS.get(found.step or "") in ("make", "broke", "over", "keep", "extend", "stand"):
                        st.known = True
        return inner

    def _participle(self, h: int, v: int) -> State | None:
        """The step of a participle or relative clause on the ceasefire ("agreed in May", "which would begin at noon")."""
        p = self.p
        st = State()
        st.known = True
        if p.tags[v] == "VBN" and p.deps[v] == "acl":
            step, word, begins = self._lookup(v, h, "", "done")
            if step is None:
                kind = self._kind(v, infinitive=True)
                inside = next((c for c in p.children(v) if p.deps[c] in ("xcomp", "advcl") and p.tags[c][:2] == "VB"), None)
                if inside is not None and kind in ("set", "unsure"):
                    step, word, begins = self._lookup(inside, h, "", "does")
                    if step is not None:
                        st.set(step, inside, word, begins=begins)
                        self._set_to(st, v, kind)
                        return st
                return None
            st.set(step, v, word, begins=begins)
            if word.split()[0] in ("broker", "negotiate", "mediate", "facilitate", "arrange", "work", "hammer"):
                st.set("agreed", v, word)
            return st
        role = "does"
        if any(p.deps[c] in ("dobj",) and p.tags[c] in ("WDT", "WP", "IN") for c in p.children(v)) or any(
            p.deps[c] == "nsubj" and p.tags[c] not in ("WDT", "WP") for c in p.children(v)
        ):
            role = "done"
        if self.f.passive(v):
            role = "done"
        step, word, begins = self._lookup(v, h, "", role)
        if step is None:
            inside = next((c for c in p.children(v) if (p.deps[c] in ("xcomp", "ccomp", "acomp") and p.tags[c][:2] == "VB") or p.deps[c] in ("acomp",)), None)
            kind = self._kind(v, infinitive=True) or (self._kind(inside, infinitive=True) if inside is not None and p.tags[inside][:1] == "J" else None)
            if inside is not None and p.tags[inside][:1] == "J":
                inside = next((c for c in p.children(inside) if p.deps[c] == "xcomp"), None)
            if inside is not None and p.tags[inside][:2] == "VB" and kind in ("set", "unsure", "reject"):
                step, word, begins = self._lookup(inside, h, "", "done" if self.f.passive(inside) else "does")
                if step is not None:
                    st.set(step, inside, word, begins=begins)
                    if kind == "reject":
                        st.negate(v, p.words[v])
                    else:
                        self._set_to(st, v, kind)
                    return st
            return None
        if p.tags[v] == "VB" and any(p.tags[c] == "TO" for c in p.children(v)):  # "a ceasefire to begin on Monday"
            st.set(step, v, word, begins=begins)
            if begins:
                self._will(st, v, "does")
                return st
            return None
        st.set(step, v, word, begins=begins)
        if p.tags[v] == "VBG" and begins and p.deps[v] == "acl":  # "a truce starting on Monday"
            self._will(st, v, "does")
            return st
        if step == "called_for" and role == "does":
            return None
        self._modal(st, v, role)
        return st

    # -- under a noun, a preposition, an adjective ------------------------------------------------------------------------

    def _under_noun(self, st: State, node: int, g: int, dep: str, prep: str, m: Found) -> State | None:
        p, v = self.p, self.v
        joined = p.deps[m.head] == "conj" and p.heads[m.head] != g  # "an end to the bombing and a truce": the end is not the truce's
        lemma = p.lemmas[g]
        if dep in ("conj", "appos") or (dep == "dep" and p.tags[g][:1] == "N"):
            return None
        if lemma in v.sets["same"] and st.group in ("bare", "hope"):
            st.deal = st.deal or lemma in v.sets["deal"]
            st.known = False
            if p.deps[g] == "pobj" and p.lemmas[p.heads[g]] == "under" and lemma in v.sets["deal"]:
                st.known = any(p.words[c].lower() in _DEFINITE for c in p.children(g))
            return self._phrase(st, g, m)
        if lemma in v.sets["restored"]:
            st.known = False
            self._phrase(st, g, m)
            return None
        if lemma in ("exchange", "return") and prep == "for":
            self._turn(st, "condition", g)
            return None
        step = v.nouns.get(lemma)
        if dep in ("pobj", "prep", "pcomp") and prep and prep not in _LINKS:
            step = None
        if step is None:
            kind = self._kind(g, infinitive=False)
            if kind == "fear" and lemma in ("point", "edge", "verge", "brink", "cusp"):
                kind = None
            if kind is not None and dep in ("pobj", "prep", "pcomp", "compound", "nmod") and kind not in ("say", "plan") and not (st.group == "broke" and kind == "fear"):
                self._turn(st, kind, g)
            return None
        if joined and step in ("ended", "violation_alleged", "suspended", "extended"):
            return None
        if st.group == "bare":
            began = step == "in_force" and lemma in _STARTS
            if step == "under_negotiation" and (st.known and not st.open) and lemma in ("detail", "modality", "topic", "matter", "issue", "question", "agenda", "breakthrough"):
                return None
            if step == "hoped_or_possible" and st.known and lemma in ("doubt", "confidence", "faith", "uncertainty"):
                return None
            if step == "in_force" and not began and (st.open or not (st.known or prep == "of")):
                return None
            if step == "declared" and st.deal:
                step = "agreed"
            if step == "accepted" and lemma in ("support", "backing", "endorsement", "readiness", "willingness"):
                st.set("called_for" if not (st.known or st.deal) else "accepted", g, lemma)
            elif step == "accepted" and lemma == "commitment":
                st.set("accepted", g, lemma)
            else:
                st.set(step, g, lemma, begins=began)
            self._because(st, f"governed by {p.words[g]!r}", g)
            deal = st.deal
            self._modified(st, g)
            if st.negative and step not in ("in_force",) and deal:
                st.negative = False
        else:
            self._compose(st, step, lemma, g)
        return None

    def _modified(self, st: State, g: int) -> None:
        """Determiners and adjectives on a governing noun: "no violations", "any breach", "possible collapse"."""
        p = self.p
        for c in p.children(g):
            low = p.words[c].lower()
            if c < g and low in ("no", "zero") and p.deps[c] in ("det", "neg", "nummod"):
                st.negate(c, low)
            elif c < g and low in ("any", "possible", "potential", "future", "further", "eventual") and p.deps[c] in ("det", "amod") and st.group in ("broke", "over", "begin"):
                self._turn(st, "possible", c, take=False)

    def _under_preposition(self, st: State, node: int, g: int, verb: bool) -> bool:
        p = self.p
        low = p.words[g].lower()
        if verb:
            if low in ("without", "instead", "rather", "than", "from", "against") and p.deps[node] == "pcomp":
                if low == "from":
                    return False
                if low == "without" and st.group == "make":
                    st.negate(g, low)
                    if st.word.split()[:1] in (["sign"], ["initial"]):
                        st.step = "rejected"
                elif low != "without":
                    self._turn(st, "reject", g, take=False)
                else:
                    st.negate(g, low)
            if low in ("if", "unless", "until", "till", "before") and st.group in ("make", "begin", "keep") and not self._past_main(g):
                self._turn(st, "condition", g, take=False)
            return False
        if low in self.v.despite and st.group in ("bare", "stand", "keep", "make") and not self._wanted(st):
            s = p.sentences[p.sentence_of[g]]
            inside = range(p.left[g], p.right[g] + 1)
            fought = any(p.lemmas[t] in self.v.sets["fighting_words"] and t not in inside for t in range(s.first, s.last))
            st.set("violation_alleged" if fought else "in_force", g, low)
            self._because(st, f"after {low!r}", g)
            return True
        if p.lemmas[p.heads[g]] == "spite" and low == "of" and st.group in ("bare", "stand"):
            st.set("violation_alleged", g, "in spite of")
            return True
        return False

    def _wanted(self, st: State) -> bool:
        return st.step in ("called_for", "proposed", "under_negotiation", "hoped_or_possible", "rejected")

    def _past_main(self, i: int) -> bool:
        """Whether the clause around a token tells the past."""
        p = self.p
        for a in p.ancestors(i):
            if p.tags[a][:2] == "VB":
                if any(p.tags[c] == "MD" for c in p.children(a)):
                    return False
                return p.tags[a] == "VBD" or (p.tags[a] in ("VBN", "VBG") and any(p.lemmas[c] in ("have", "be") and p.tags[c] in ("VBD", "VBZ", "VBP") and p.deps[c] in ("aux", "auxpass") for c in p.children(a)))
        return True

    def _under_adjective(self, st: State, node: int, g: int, prep: str) -> bool:
        p = self.p
        low, lemma = p.words[g].lower(), p.lemmas[g]
        if p.deps[node] in ("conj", "compound", "advmod"):
            return False
        if low in ("close", "near", "closer", "nearer") and st.group == "bare":
            st.set("under_negotiation", g, lemma)
        elif low == "committed" and st.group in ("bare", "keep"):
            st.set("accepted", g, lemma)
        elif low in ("opposed", "averse") and st.group == "bare":
            st.set("rejected", g, lemma)
        elif low in ("conditional", "contingent", "dependent"):
            self._turn(st, "condition", g)
        elif lemma in self.v.needed and st.group == "bare":
            st.set("hoped_or_possible", g, lemma)
        else:
            kind = self._kind(g, infinitive=True)
            if kind is not None:
                self._apply(st, kind, g, node)
        return False

    # -- under a verb ------------------------------------------------------------------------------------------------------

    def _role(self, node: int, g: int, dep: str, prep: str) -> str:
        if dep in ("nsubj", "csubj"):
            p = self.p
            bare = p.tags[g] in ("VBD", "VBN") and not any(p.deps[c] in ("dobj", "aux", "xcomp", "ccomp") for c in p.children(g)) and p.lemmas[g] not in self.v.does
            if bare and self.v.done.get(p.lemmas[g]) in ("agreed", "declared", "extended", "proposed", "rejected", "suspended", "accepted", "violation_alleged", "called_for"):
                return "done"  # a headline's passive: "Ceasefire agreed in Darfur"
            return "done" if self.f.passive(g) else "does"
        if dep in ("dobj", "nsubjpass", "dative", "csubjpass", "oprd"):
            return "done"
        if dep == "attr":
            return "is"
        return "behind" if prep or dep in ("pobj", "prep", "agent") else "fragment"

    def _keys(self, g: int, node: int, prep: str) -> list[str]:
        """What a verb may be called in the vocabulary, the longest first: with particle, preposition, object or predicate."""
        p = self.p
        lemma = p.lemmas[g]
        keys = [lemma]
        part = next((p.lemmas[c] for c in p.children(g) if p.deps[c] == "prt"), None)
        if part:
            keys.insert(0, f"{lemma} {part}")
        if prep:
            keys.insert(0, f"{lemma} {prep}")
            if part:
                keys.insert(0, f"{lemma} {part} {prep}")
            if p.child(g, "prt") is None and (inner := p.child(g, "prep")) is not None and p.child(inner, "prep") is not None:
                keys.insert(0, f"{lemma} {p.lemmas[inner]} {prep}")
        else:
            for c in p.children(g):  # "agreed on" of a passive: the preposition is left without its noun
                if p.deps[c] in ("prep", "prt") and p.child(c, "pobj", "pcomp", "prep") is None and c > g:
                    keys.insert(0, f"{lemma} {p.lemmas[c]}")
        for c in p.children(g):
            if c == node:
                continue
            if p.deps[c] == "dobj":
                keys.insert(0, f"{lemma} {p.lemmas[c]}")
                if prep:
                    keys.insert(0, f"{lemma} {p.lemmas[c]} {prep}")
            elif p.deps[c] in ("acomp", "oprd", "attr", "advmod") and c > g:
                keys.insert(0, f"{lemma} {p.lemmas[c]}")
            elif p.deps[c] == "prep" and (o := p.child(c, "pobj")) is not None and o != node:
                if not prep and p.deps[node] in ("nsubj", "csubj"):
                    keys.insert(0, f"{lemma} {p.lemmas[c]}")
                keys.insert(0, f"{lemma} {p.lemmas[c]} {p.lemmas[o]}")
        return keys

    def _lookup(self, g: int, node: int, prep: str, role: str) -> tuple[str | None, str, bool]:
        """The step of a verb of which the ceasefire is the subject ("does") or the object ("done"), with the words that it goes by."""
        p, v = self.p, self.v
        table = v.does if role == "does" else v.done
        for key in self._keys(g, node, prep):
            words = key.split()
            if role == "behind" and (len(words) < 2 or words[-1] != prep):
                continue
            step = table.get(key)
            if step is None and role != "does" and key in v.brokered:
                step = "agreed"
            if step is None:
                continue
            if role == "does" and len(words) == 1:
                other = next((c for c in p.children(g) if p.deps[c] in ("dobj", "xcomp", "attr") and c != node and p.deps[c] != "npadvmod"), None)
                if other is not None and step in ("ended", "in_force", "holding") and p.lemmas[other] not in ("hour", "day", "minute", "week"):
                    continue
            if role == "done" and len(words) == 1 and key in ("call", "keep", "make", "get", "see", "have", "leave") and p.child(g, "oprd", "acomp") is not None:
                continue
            return step, key, key in v.begins
        return None, "", False

    def _under_verb(self, st: State, node: int, g: int, dep: str, prep: str, m: Found) -> bool:
        p, v = self.p, self.v
        opening = next((c for c in p.children(g) if p.words[c].lower() in ("should", "were", "had") and p.deps[c] in ("aux", "auxpass") and dep in ("nsubj", "nsubjpass") and c < p.left[node]), None)
        if opening is not None and p.words[p.sentences[p.sentence_of[g]].last - 1] != "?":  # "should a truce hold, …"
            st.set("conditional", opening, "should", real=False)
            self._because(st, "an inverted condition", opening)
            return True
        if dep in ("nsubj", "nsubjpass") and p.deps[g] == "ccomp" and any(p.deps[c] == "conj" for c in p.children(node)) and p.tags[p.heads[g]][:2] == "VB":
            first = p.heads[g]  # "ordered the truce and his message has been sent": the object went to the second clause
            if first + 1 == p.left[node] and v.done.get(p.lemmas[first]) in ("declared", "agreed", "rejected", "ended", "accepted", "suspended", "extended"):
                return self._under_verb(st, node, first, "dobj", "", m)
        role = self._role(node, g, dep, prep)
        if role != "behind" and any(p.deps[c] in ("xcomp", "acomp", "oprd") for c in p.children(g)) and self._raised(st, g, node):
            self._conditions(st, g)
            return False
        if role == "done" and dep == "nsubj" and p.tags[g] == "VBD" and any(p.deps[c] == "det" for c in p.children(m.head)):
            late = next((t for t in range(g + 1, p.right[g] + 1) if p.tags[t] == "VBD" and p.lemmas[t] in v.does and p.deps[t] in ("advcl", "conj", "ccomp", "dep") and self.f.passive(t) is False
                         and not (t + 1 < len(p) and p.tags[t + 1][:1] in "DNP")), None)  # fmt: skip
            if late is not None:  # "a truce declared for a holiday collapsed": the second verb is the sentence's own
                st.set(v.does[p.lemmas[late]], late, p.lemmas[late], begins=p.lemmas[late] in v.begins)
                st.known = True
                self._because(st, f"governed by {p.words[late]!r}", late)
                return False
        step, word, begins = self._lookup(g, node, prep, role)
        if role == "behind" and step is None and prep in _LINKS:
            owner = next((c for c in p.children(g) if p.deps[c] in ("dobj", "nsubjpass") and c != node and (p.lemmas[c] in v.nouns or p.lemmas[c] in v.sets["deal"]) and c < m.first), None)
            if owner is not None:  # "welcomed a call by X for a truce": the preposition hung on the verb
                self._under_noun(st, node, owner, "pobj", prep, m)
                node, dep, prep, role = owner, p.deps[owner], "", "done"
                step, word, begins = self._lookup(g, node, prep, role)
        if role == "is" or (p.lemmas[g] == "be" and dep in ("nsubj", "attr")):
            if self._identity(st, node, g, dep):
                self._modal(st, g, "does")
                return False
        if role == "done" and p.lemmas[g] in ("declare", "pronounce", "call", "consider", "leave") and self._dead(m.last):
            step, word, begins = "ended", "declare over", False
        if step is not None and prep in ("in", "on", "at", "under", "after", "during") and f"{p.lemmas[g]} {prep}" != word:
            step = None
        if step in ("agreed", "under_negotiation") and word.split()[0] in v.brokered and role != "does":
            going = p.tags[g] == "VBG" or any(p.tags[c] == "TO" for c in p.children(g)) or (p.tags[g] in ("VBP", "VBZ", "VB"))
            step = "under_negotiation" if going else "agreed"
        if step == "rejected" and word == "deny" and st.group not in ("bare", "propose", "call", "talk"):
            self._apply(st, "deny", g, node)
        elif step is not None:
            before = st.group
            if before == "bare" or (before in ("make", "begin", "keep", "extend", "stand", "plan") and st.word in v.sets["same"]):
                self._first(st, step, word, g, begins, role)
            else:
                self._compose(st, step, word, g)
            self._modal(st, g, "done" if role == "behind" else role)
        elif role == "behind":
            self._adjunct(st, g, prep, m.head)
            return (st.step is not None and self._conditions(st, g)) or True
        elif role != "done" and self._raised(st, g, node):
            pass
        else:
            kind = self._kind(g, infinitive=False)
            if kind == "say":
                kind = None
            if kind is not None and role == "done" and not (st.group in ("broke", "over") and kind not in ("prevent", "refrain", "fear", "hope", "call")):
                self._turn(st, kind, g)
                self._modal(st, g, role)
            elif st.group == "bare":
                self._neutral(st, g, role)
            else:
                self._outer_modal(st, g, node, role)
        if step is not None:
            self._conditions(st, g)
        self._afterwards(st, g, role)
        return False

    def _raised(self, st: State, g: int, node: int) -> bool:
        """"The truce is due to begin", "failed to hold", "appears to be holding": the verb below gives the step, this one turns it."""
        p = self.p
        turner = g
        below = next((c for c in p.children(g) if p.deps[c] in ("xcomp", "acomp", "oprd", "advcl") and c > g and (p.deps[c] != "advcl" or self._to(c))), None)
        if below is not None and p.tags[below][:2] in ("JJ", "RB", "VB") and not self._to(below):
            deeper = next((c for c in p.children(below) if p.deps[c] in ("xcomp", "advcl") and p.tags[c][:2] == "VB" and self._to(c)), None)
            if deeper is not None:
                turner, below = below, deeper
        if below is None or p.tags[below][:2] != "VB" or not (self._to(below) or p.tags[below] == "VBG"):
            return False
        step, word, begins = self._lookup(below, node, "", "done" if self.f.passive(below) else "does")
        if step is None:
            return False
        if st.group == "bare" or st.word in self.v.sets["same"]:
            st.set(step, below, word, begins=begins)
        else:
            self._compose(st, step, word, below)
        self._because(st, f"governed by {word!r}", below)
        self._modal(st, below, "does")
        kind = self._kind(turner, infinitive=True)
        if p.lemmas[turner] in ("seem", "appear"):
            kind = "say"
        if p.lemmas[turner] == "have" and any(p.lemmas[c] == "yet" for c in (*p.children(turner), *p.children(below))):
            kind = "negated"
        elif p.lemmas[turner] == "be":
            kind = "set"
        if kind is not None:
            self._apply(st, kind, turner, below)
        self._outer_modal(st, g, node, "does")
        return True

    def _stranded(self, prep: int, m: Found) -> int | None:
        """The verb of a clause whose subject the parser hung on its conjunction ("as a truce that stopped the fighting appeared to hold")."""
        p = self.p
        if p.words[prep].lower() not in ("as", "after", "before", "since", "until", "while"):
            return None
        top = p.heads[prep]
        for t in range(m.last + 1, p.right[top] + 1):
            if p.tags[t] in ("VBD", "VBZ") and p.heads[t] == top and p.deps[t] in ("conj", "ccomp", "dep", "advcl") and p.lemmas[t - 1] not in ("and", "but", "or", ",", "nor"):
                if not any(p.deps[c] in ("nsubj", "nsubjpass", "expl", "mark") for c in p.children(t)):
                    return t
        return None

    def _dead(self, last: int) -> bool:
        """"… the truce over", "… the truce well and truly dead"."""
        p = self.p
        for t in range(last + 1, min(last + 5, len(p))):
            if p.words[t].lower() in ("over", "dead", "finished", "void"):
                return t + 1 >= len(p) or p.tags[t + 1][:1] not in "NDJP"
            if p.tags[t] not in ("RB", "CC", "JJ", "VBZ", "VBD"):
                return False
        return False

    def _first(self, st: State, step: str, word: str, g: int, begins: bool, role: str) -> None:
        """The step of the nearest verb."""
        p, v = self.p, self.v
        deal = st.deal
        if step == "accepted" and word.split()[0] in ("support", "back", "endorse", "respond", "embrace") and not (deal and st.known):
            step = "called_for"
        if step in ("called_for", "proposed") and word.split()[0] in _HOLDS_CONTENT and role != "does":
            text = next((x for x in self.f.subjects(g) if p.lemmas[x] in v.sets["deal"] or v.nouns.get(p.lemmas[x]) == "proposed"), None)
            if text is not None and p.lemmas[text] in v.sets["deal"]:
                known = any(p.words[c].lower() in _DEFINITE for c in p.children(text))
                st.set("agreed", text, p.lemmas[text], real=known)
                if not known:
                    st.step = "hoped_or_possible"
                self._because(st, f"what a {p.words[text]!r} holds", text)
                return
            if text is not None:
                st.set("proposed", text, p.lemmas[text])
                self._because(st, f"what a {p.words[text]!r} holds", text)
                return
        if deal and step == "declared":
            step = "agreed"
        if deal and step == "under_negotiation" and st.known and word.split()[0] in ("discuss", "review", "examine", "study"):
            step = "under_negotiation"
        units = ("day", "hour", "minute", "week", "month", "year")
        if step == "holding" and word in ("last", "hold") and p.tags[g] == "VBD" and any(
            p.words[t].lower() in ("only", "just", "barely") or (word == "last" and p.lemmas[t] in units) for t in range(g + 1, min(p.right[g], g + 4) + 1)
        ):
            step = "ended"
        st.set(step, g, word, begins=begins)
        if step == "accepted" and st.open and not st.known:
            st.real = False
        if step in ("agreed", "accepted") and any(
            p.lemmas[c] == "in" and (o := p.child(c, "pobj")) is not None and p.lemmas[o] in v.sets["principle"]
            for t in (g, *[x for x in p.children(g) if p.deps[x] in ("prep", "dobj")], *[x for y in p.children(g) for x in p.children(y) if p.deps[x] in ("pobj", "dobj")])
            for c in p.children(t)
        ):
            st.step, st.real = "accepted", False
        self._because(st, f"governed by {word!r}", g)

    def _compose(self, st: State, step: str, word: str, g: int) -> None:
        """A governing word over a noun that has a step already: "reject a proposal", "issue a call", "the talks collapsed"."""
        group = st.group
        first = word.split()[0]
        old = st.step
        if group == "propose":
            if step == "agreed" and first in _WORKED:
                st.set("agreed", g, word)
            elif step in ("accepted", "agreed") and first not in ("bring", "produce", "get", "make", "obtain", "secure", "win"):
                if first in ("respond",):
                    return
                st.proposal = st.at
                st.set("accepted", g, word, real=False)
            elif step == "rejected":
                st.set("rejected", g, word)
            elif step == "hoped_or_possible":
                st.set(step, g, word)
            elif step in ("declared", "proposed", "called_for") and self.p.tags[g][:2] == "VB":
                st.at, st.word = (g, word) if step != "called_for" else (st.at, st.word)
        elif group == "call":
            if step == "accepted" and first in ("welcome", "heed", "respond", "accept", "agree", "bow", "accede", "comply", "hail", "greet", "assent", "consent"):
                st.set("accepted", g, word, real=False)
            elif step == "rejected":
                st.set("rejected", g, word)
            elif step in ("called_for", "accepted", "proposed"):
                st.at, st.word = g, word
        elif group == "talk":
            if step in ("rejected", "proposed", "called_for"):
                st.set(step, g, word, real=False)
            elif step == "agreed" and first in ("lead", "result", "end", "produce", "culminate"):
                return
        elif group in ("make", "begin", "keep", "extend", "stand", "plan"):
            kind = {"called_for": "call", "proposed": "propose", "under_negotiation": "try", "rejected": "reject", "hoped_or_possible": "hope"}.get(step)
            if kind is not None and not (kind == "try" and group == "stand"):
                self._turn(st, kind, g)
            elif step in ("ended", "suspended", "violation_alleged") and group in ("make", "keep", "stand"):
                st.set(step, g, word)
            elif step == "accepted" and group == "make":
                if first not in ("welcome", "hail", "greet"):
                    st.at, st.word = g, word
            elif step == "accepted" and group == "extend":
                st.set("extended", g, word)
        elif group in ("broke", "over"):
            if step == "hoped_or_possible" or step == "called_for":
                self._turn(st, "hope" if step == "hoped_or_possible" else "call", g, take=False)
            elif step == "in_force" and first in ("risk", "threaten"):
                self._turn(st, "fear", g, take=False)
        elif group == "hope" and step in ("rejected",) and first in ("reject", "rule", "dismiss", "deny") and st.word in ("possibility", "idea", "prospect", "chance", "option"):
            st.set("rejected", g, word)
        if st.step != old:
            self._because(st, f"{old} under {word!r}", g)

    def _identity(self, st: State, node: int, g: int, dep: str) -> bool:
        """"The first step is a ceasefire", "there is a ceasefire": what the ceasefire is said to be."""
        p, v = self.p, self.v
        if any(p.deps[c] == "expl" for c in p.children(g)):
            if st.group == "bare":
                if st.open:
                    st.set("hoped_or_possible", g, "be", real=False)
                else:
                    st.set("in_force", g, "be")
                self._because(st, "there is one", g)
                if st.negative:
                    will = any(p.tags[c] == "MD" for c in p.children(g))
                    if any(p.lemmas[c] in ("until", "unless", "without", "before", "till") or (p.deps[c] == "advcl" and any(p.lemmas[d] in _IF | _WAIT for d in p.children(c))) for c in p.children(g)):
                        st.set("conditional", g, "no", real=False)
                        st.negative = False
                        return True
                    st.step, st.real, st.negative = ("rejected" if will else "under_negotiation"), False, False
                elif any(p.tags[c] == "MD" for c in p.children(g)):
                    st.step = "hoped_or_possible"
                    st.real = False
            return True
        if dep != "attr":
            return False
        subject = p.child(g, "nsubj", "csubj")
        if subject is None or st.group != "bare":
            return False
        if p.deps[subject] == "csubj" or p.lemmas[subject] in v.sets["sequence_nouns"] or p.lemmas[subject] == "what":
            step: str | None = "called_for"
        else:
            step = v.nouns.get(p.lemmas[subject])
        if step in ("called_for", "hoped_or_possible", "proposed", "under_negotiation"):
            st.set(step, subject, p.lemmas[subject])
            self._because(st, f"it is the {p.words[subject]!r}", subject)
            return True
        return False

    def _neutral(self, st: State, g: int, role: str) -> None:
        """A verb that says nothing of the step: a ceasefire that is known stands, where the verb is a fact."""
        p = self.p
        fact = not any(p.tags[c] == "MD" for c in p.children(g)) and (p.tags[g] != "VB" or any(p.lemmas[c] == "do" for c in p.children(g)))
        need = next((c for c in p.children(g) if p.deps[c] == "acomp" and p.lemmas[c] in self.v.needed), None)
        if need is not None and role == "does":
            st.set("called_for", need, p.lemmas[need])
            self._because(st, f"it is {p.words[need]!r}", need)
            return
        modal = next((c for c in p.children(g) if p.tags[c] == "MD"), None)
        if role == "does" and (st.open or st.deal) and any(p.words[c].lower() in ("must", "should") for c in p.children(g) if p.tags[c] == "MD"):
            st.set("conditional", g, p.lemmas[g], real=False)
            self._because(st, "what it must hold", g)
            return
        if st.open or st.negative:
            return
        predicate = p.child(g, "attr") if p.lemmas[g] == "be" else None
        if role == "does" and predicate is not None:  # "a truce is a condition of talks"
            step = self.v.nouns.get(p.lemmas[predicate])
            if step in ("conditional", "called_for", "hoped_or_possible", "proposed", "under_negotiation") or not st.known:
                st.set(step if step in ("conditional", "called_for", "proposed", "under_negotiation") else "hoped_or_possible", predicate, p.lemmas[predicate], real=False)
                self._because(st, f"it is {p.words[predicate]!r}", predicate)
                return
        if role == "does" and (st.known or (fact and p.tags[g] == "VBD" and p.lemmas[g] != "be")):
            st.set("in_force", g, p.lemmas[g], real=fact)
            if not fact:
                must = modal is not None and p.words[modal].lower() in ("must", "should")
                st.step = ("in_force" if st.known and modal is not None and p.words[modal].lower() == "should" else "conditional") if must else "hoped_or_possible" if not st.known else "planned"
        elif role == "done" and fact and p.tags[g] in ("VBD", "VBZ", "VBN") and st.known:
            st.set("in_force", g, p.lemmas[g])
        elif not fact:
            st.set("hoped_or_possible", g, p.lemmas[g])
        self._under_plan(st, g)
        if st.step:
            self._because(st, f"beside {p.words[g]!r}", g)

    def _under_plan(self, st: State, g: int) -> None:
        """"Under the plan, a ceasefire would …": it is proposed."""
        p = self.p
        plan = next((o for c in p.children(g) if p.words[c].lower() == "under" and (o := p.child(c, "pobj")) is not None and self.v.nouns.get(p.lemmas[o]) == "proposed"), None)
        if plan is not None and not st.real:
            st.set("proposed", plan, p.lemmas[plan])

    def _adjunct(self, st: State, g: int, prep: str, h: int) -> None:
        """A ceasefire in an adverbial: "after a truce", "toward a truce", "without a truce"."""
        fact = self._factual(g)
        if st.group != "bare":
            if prep in ("until", "till", "before", "ahead", "pending") and st.group in ("over", "broke"):
                st.step, st.real = "in_force", True
            elif prep in ("without", "pending", "until") and st.group in ("make", "begin"):
                self._turn(st, "condition", g, take=False)
            elif st.group == "begin" and prep in ("before", "ahead", "until"):
                st.step, st.begins = "planned", False
                st.real = st.known
            return
        if prep in _NOT and st.deal:
            st.set("under_negotiation", g, prep, real=False)
        elif prep in _NOT:
            st.set("rejected" if prep == "against" else "conditional", g, prep, real=False)
        elif prep in ("until", "till", "pending"):
            st.set("conditional" if not fact else "in_force", h, prep, real=fact and st.known)
        elif prep in ("before", "ahead", "prior"):
            st.set("planned", h, prep, real=False)
        elif prep in _SINCE:
            if st.open or st.negative:
                st.set("hoped_or_possible", h, prep, real=False)
            elif fact and (st.known or prep in ("since", "after", "following", "during", "amid", "under", "throughout", "with", "by", "into")):
                made = st.deal or (prep in ("after", "following") and bool(self.f.preps(h).get("with") or self.f.preps(h).get("between")))
                st.set("agreed" if made else "in_force", g if made and self.f.preps(h).get("with") else h, prep)
            else:
                st.set("planned" if st.known else "hoped_or_possible", h, prep, real=False)
        elif prep in ("regarding", "concerning"):
            st.set("in_force" if st.known else "under_negotiation", h, prep, real=st.known)
        elif prep in _TOWARDS:
            st.set("hoped_or_possible", h, prep, real=False)
        else:
            return
        self._because(st, f"after {prep!r}", g)

    def _factual(self, g: int) -> bool:
        """Whether a verb tells what was or is."""
        p = self.p
        if self._to(g) and p.deps[g] == "xcomp" and self._kind(p.heads[g], infinitive=True) == "say":
            return self._factual(p.heads[g])
        if any(p.tags[c] == "MD" or p.tags[c] == "TO" for c in p.children(g)):
            return False
        if any(p.deps[c] == "mark" and p.lemmas[c] in _IF for c in p.children(g)):
            return False
        return p.tags[g] != "VB" or any(p.lemmas[c] == "do" for c in p.children(g))

    # -- clauses -----------------------------------------------------------------------------------------------------------

    def _kind(self, g: int, *, infinitive: bool) -> str | None:
        """How a word turns what it governs."""
        p, sets = self.p, self.v.sets
        lemma, low = p.lemmas[g], p.words[g].lower()
        verb, noun = p.tags[g][:2] == "VB", p.tags[g][:1] == "N"
        if noun and lemma == "order" and g and p.lemmas[g - 1] == "in":
            return "try"
        if lemma in ("assume", "suppose", "presume") and p.tags[g] == "VBG":
            return "condition"
        if lemma in ("deny", "rebut", "refute"):
            return "deny"
        if verb and lemma == "have" and infinitive:
            return "call"
        if verb and lemma == "go" and infinitive and p.tags[g] == "VBG":
            return "will"
        if lemma in sets["plain"] and verb:
            return "say"
        if lemma in ("accuse", "blame", "charge", "condemn", "denounce", "suspect"):
            return "accuse"
        if verb and (lemma in ("begin", "start", "continue", "manage", "proceed", "go", "come", "help", "let", "keep", "resume") and infinitive):
            return "say"
        for name, kind in (("promise", "promise"), ("ready", "ready"), ("set", "set"), ("unsure", "unsure"), ("threaten", "fear"), ("try", "try")):
            if (lemma in sets[name] or low in sets[name]) and not (noun and name in ("set",)):
                if name == "promise" and noun:
                    return "promise"
                if verb and lemma in ("want", "press", "push", "work") and name in ("unsure", "try"):
                    return "call" if lemma in ("want", "press", "push") else "try"
                return kind
        if lemma in ("refrain", "desist", "abstain"):
            return "refrain"
        if lemma in sets["prevent"] and verb:
            return "prevent"
        if verb:
            keys = [lemma, *(f"{lemma} {p.lemmas[c]}" for c in p.children(g) if p.deps[c] in ("prep", "prt", "dobj"))]
            for key in reversed(keys):
                step = self.v.done.get(key)
                turn = {"called_for": "call", "proposed": "propose", "under_negotiation": "try", "rejected": "reject", "hoped_or_possible": "hope"}.get(step or "")
                if turn is not None:
                    return turn
        if noun:
            step = self.v.nouns.get(lemma)
            turn = {"called_for": "call", "proposed": "propose", "under_negotiation": "try", "rejected": "reject", "hoped_or_possible": "hope", "conditional": "condition"}.get(step or "")
            if turn is not None:
                return turn
        return _general(p, g)

    def _under_clause(self, st: State, node: int, g: int, dep: str, prep: str) -> bool:
        """A verb's clause under what governs it; tells whether the climb ends here."""
        p = self.p
        if dep == "conj":
            if p.tags[g][:2] == "VB" and not any(p.deps[c] in ("aux", "nsubj", "nsubjpass", "auxpass") for c in p.children(node)):
                self._modal(st, g, "done", shared=True)
                self._conditions(st, g)
            return False
        if dep == "relcl" or (dep == "acl" and p.tags[node] != "VB" and not self._to(node)):
            self._content(st, node, g)
            return not (st.deal and st.step is None) and (dep == "relcl" or st.group == "bare")
        if dep == "advcl":
            return self._adverbial(st, node, g)
        if prep and dep == "pcomp":
            return False
        infinitive = self._to(node) or p.tags[node] in ("VB", "VBG")
        kind = self._kind(g, infinitive=infinitive)
        if p.lemmas[g] == "be" and dep == "xcomp" and self._to(node) and p.child(g, "acomp", "attr") is None:
            subject = p.child(g, "nsubj")
            things = subject is not None and p.tags[subject] in ("NN", "NNS") and p.lemmas[subject] not in self.v.sets["armed_subjects"] | self.v.sets["delegates"]
            kind = "hope" if things else "set"
        if p.lemmas[g] == "be" and dep in ("xcomp", "ccomp") and (attr := p.child(g, "nsubj")) is not None and self._to(node):
            kind = self._kind(attr, infinitive=True) or ("call" if p.lemmas[attr] in self.v.sets["sequence_nouns"] else kind)
        if any(p.deps[c] in ("mark", "advmod") and p.lemmas[c] in ("if", "whether") and c < node for c in p.children(node)) and dep in ("ccomp", "csubj", "pcomp", "dep"):
            self._turn(st, "possible", g, take=False)
            return False
        if kind is not None:
            self._apply(st, kind, g, node)
        if dep in ("xcomp", "acomp", "oprd", "csubj", "acl") or (dep in ("ccomp", "pcomp", "dep") and infinitive):
            self._outer_modal(st, g, node, "clause")
        if kind != "say":
            self._conditions(st, g)
        return False

    def _apply(self, st: State, kind: str, g: int, node: int) -> None:
        """Turn a step by a governing word of a kind, with the exceptions that grammar makes."""
        p = self.p
        finite = p.tags[node] in ("VBD", "VBZ", "VBP") or (p.tags[node] in ("VBN", "VBG") and any(p.deps[c] in ("aux", "auxpass") and p.tags[c] in ("VBD", "VBZ", "VBP") for c in p.children(node)))
        modal = any(p.tags[c] == "MD" for c in p.children(node))
        if kind == "accuse":
            st.accuser = g
        if kind in ("say", "accuse"):
            return
        if kind == "fear" and (finite or modal) and p.tags[g][:2] == "VB" and p.deps[node] == "ccomp":
            return  # "warned that the truce had collapsed"
        if kind == "call" and finite and p.deps[node] == "ccomp" and not modal and (p.tags[node] != "VBP" or p.lemmas[g] in self.v.sets["plain"]):
            return  # "insisted that the truce was holding"
        if kind == "plan" and (((finite or modal) and p.deps[node] == "ccomp") or (st.group == "over" and p.lemmas[g] in ("decision", "decide", "announce", "announcement", "move"))):
            return
        if kind == "promise":
            self._promise(st, g, node, finite=finite)
        elif kind in ("set", "unsure"):
            self._set_to(st, g, kind)
        elif kind == "will":
            self._will(st, g, "does")
        elif kind == "negated":
            st.negate(g, p.words[g])
            self._because(st, f"under {p.words[g]!r}", g)
        elif kind == "deny":
            if st.group not in ("broke", "over", "reject"):
                st.real = False
        elif kind == "call" and st.group in ("make", "keep", "begin") and self._own_forces(g):
            st.set("declared", g, p.lemmas[g])
            self._because(st, "an order to its own forces", g)
        else:
            self._turn(st, kind, g)

    def _own_forces(self, g: int) -> bool:
        """"Ordered his forces to cease fire": an order within a side is a declaration."""
        p = self.p
        if p.lemmas[g] not in ("order", "instruct", "command", "direct"):
            return False
        heads = [c for c in p.children(g) if p.deps[c] in ("dobj", "dative")] + [d for c in p.children(g) if p.deps[c] in ("ccomp", "xcomp") for d in p.children(c) if p.deps[d] == "nsubj"]
        return any(p.lemmas[h] in self.v.sets["ordered"] for h in heads)

    def _promise(self, st: State, g: int, node: int, *, finite: bool) -> None:
        p = self.p
        if finite and p.deps[node] == "ccomp":
            return
        lemma, group = p.lemmas[g], st.group
        if group in ("make", "begin", "keep", "plan"):
            if st.step == "declared" and lemma not in ("agree", "accept", "commit", "consent"):
                self._turn(st, "plan", g)
                return
            if st.step in ("agreed", "accepted") and group == "make" and lemma not in ("agree", "accept"):
                self._turn(st, "plan", g)
                return
            word = st.word
            st.set("accepted", g, f"{lemma} to {word}")
            if any(p.lemmas[c] == "in" and (o := p.child(c, "pobj")) is not None and p.lemmas[o] == "principle" for c in p.children(g)):
                st.real = False
        elif group == "extend":
            st.set("extended", g, lemma)
        elif group == "over" and lemma not in ("agree", "decide", "resolve"):
            self._turn(st, "plan", g, take=False)
        elif group == "bare":
            st.set("accepted", g, lemma, real=False)
        self._because(st, f"under {p.words[g]!r}", g)

    def _set_to(self, st: State, g: int, kind: str) -> None:
        """"Due to begin", "expected to be signed"."""
        group = st.group
        likely = self.p.words[g].lower() in ("likely", "hope", "hoped", "hopes")
        if group == "begin":
            st.step, st.begins, st.real, st.firm = "planned", False, kind == "set", kind == "set"
        elif group in ("make", "extend", "bare", "plan"):
            st.step, st.real = ("hoped_or_possible" if likely else "planned"), False
            if group == "bare":
                st.at, st.word = g, self.p.lemmas[g]
        elif group == "keep":
            st.turn("possible", g, self.p.lemmas[g], take=False)
        elif group in ("over", "broke"):
            st.step, st.real = "in_force", True
        self._because(st, f"under {self.p.words[g]!r}", g)

    def _content(self, st: State, node: int, g: int) -> None:
        """"The proposal, which includes a truce", "a resolution calling for a truce": what a document holds."""
        p, v = self.p, self.v
        step = v.nouns.get(p.lemmas[g]) or ("called_for" if p.lemmas[g] in v.sets["documents"] and p.lemmas[node] in ("call", "demand", "urge", "seek", "require") else None)
        if step is None and p.lemmas[node] in ("include", "contain", "envisage", "provide", "entail", "comprise", "feature") and p.deps[node] == "relcl":
            verb = next((a for a in p.ancestors(g) if p.tags[a][:2] == "VB"), None)  # the clause hung on a nearer noun
            near = [c for c in p.children(verb) if v.nouns.get(p.lemmas[c]) == "proposed" and c < node] if verb is not None else []
            if near:
                g, step = near[-1], "proposed"
        if (step is None and p.lemmas[g] not in v.sets["deal"]) or p.lemmas[node] not in _HOLDS_CONTENT:
            if step in ("proposed", "called_for", "under_negotiation", "hoped_or_possible") and st.group in ("make", "begin", "bare") and p.deps[node] == "acl":
                self._turn(st, {"proposed": "propose", "called_for": "call", "under_negotiation": "try", "hoped_or_possible": "hope"}[step], g)
            return
        if p.lemmas[g] in v.sets["deal"] and st.group in ("bare", "call", "propose", "hope", "plan"):
            st.step, st.deal, st.at = None, True, None
            self._phrase(st, g, None)
            return
        if step in ("proposed", "called_for") and st.group in ("bare", "call", "hope", "stand", "make", "begin", "plan"):
            if step == "called_for" or p.lemmas[node] in ("call", "demand", "urge"):
                if st.group != "call" or step == "called_for":
                    st.set("called_for", g, p.lemmas[g])
            else:
                st.set("proposed", g, p.lemmas[g])
            self._because(st, f"in a {p.words[g]!r}", g)

    def _adverbial(self, st: State, node: int, g: int) -> bool:
        p = self.p
        mark = next((c for c in p.children(node) if p.deps[c] in ("mark", "advmod") and c < node and p.lemmas[c] in _IF | _WAIT | {"when", "after", "as", "while", "because", "although", "though", "since", "whether", "if"}), None)
        if self._to(node):
            kind = self._kind(g, infinitive=True)
            thing = p.child(g, "dobj")
            if thing is not None and p.tags[thing][:1] == "N" and (own := self._kind(thing, infinitive=True)) in ("call", "propose", "try", "reject", "hope", "promise", "plan", "ready", "fear"):
                self._apply(st, own, thing, node)
                if not st.negative:
                    self._outer_modal(st, g, node, "clause")
                return False
            if kind in ("call", "reject", "hope", "propose", "try", "set", "unsure", "promise", "ready"):
                self._apply(st, kind, g, node)
                return False
            if st.group in ("make", "begin", "bare", "extend"):
                if st.step == "declared" or st.word.split()[:1] == ["sign"]:
                    self._turn(st, "plan", node, take=False)
                else:
                    self._turn(st, "try", node, take=False)
                st.at = st.at if st.at is not None else node
            return True
        if mark is None:
            return True
        word = p.lemmas[mark]
        past = p.tags[node] == "VBD" or any(p.tags[c] == "VBD" and p.deps[c] in ("aux", "auxpass") for c in p.children(node))
        if word in ("if", "whether") and (p.lemmas[g] in ("know", "see", "ask", "wonder", "decide", "determine", "test", "say") or any(p.lemmas[c] in ("clear", "unclear", "sure", "certain", "uncertain") for c in p.children(g))):
            self._turn(st, "possible", mark, take=False)
        elif word in _IF and not (mark > 0 and p.lemmas[mark - 1] in ("even", "as")):
            self._turn(st, "condition", mark, take=False)
        elif word in _WAIT and not past:
            if st.group == "over":
                st.step, st.real = "in_force", True
            else:
                self._turn(st, "condition", mark, take=False)
        elif word in ("when", "after") and not past and not self._factual(g):
            if st.group == "begin" and st.known:
                st.step, st.real, st.begins = "planned", False, False
            elif st.group in ("make", "begin", "bare", "keep"):
                self._turn(st, "condition", mark, take=False)
            elif st.group == "over":
                st.step, st.real = "in_force", True
        elif word == "as" and mark + 2 < len(p) and p.lemmas[mark + 1] == "long":
            self._turn(st, "condition", mark, take=False)
        return True

    def _conditions(self, st: State, g: int) -> bool:
        """"Would declare a truce if …", "agreed to a truce on condition that …"."""
        p = self.p
        group = st.group
        if group in ("broke", "over", "stand", "cond", "call") or st.step in ("historical", "under_negotiation"):
            return False
        if group == "keep" and st.real and p.tags[g] in ("VBZ", "VBD") and not any(p.tags[c] == "MD" for c in p.children(g)):
            return False
        for c in (*p.children(g), *(d for o in p.children(g) if p.deps[o] in ("dobj", "pobj", "nsubj") for d in p.children(o) if p.deps[d] == "prep" and p.lemmas[d] in ("in", "on"))):
            if p.deps[c] == "advcl" and p.tags[c][:2] in ("VB", "JJ"):
                mark = next((d for d in p.children(c) if p.deps[d] in ("mark", "advmod") and (p.lemmas[d] in _IF or p.lemmas[d] in ("once",)) and d < c), None)
                if mark is None and any(p.lemmas[d] == "as" for d in p.children(c)) and any(p.lemmas[d] == "long" for d in range(p.left[c], c)):
                    mark = c
                if mark is not None and not (mark > 0 and p.lemmas[mark - 1] == "even"):
                    self._turn(st, "condition", mark, take=False)
                    return True
            elif p.deps[c] == "prep" and p.lemmas[c] in ("in", "on", "under") and (o := p.child(c, "pobj")) is not None:
                if (p.lemmas[o] in ("exchange", "return") and any(p.lemmas[d] == "for" for d in p.children(o))) or p.lemmas[o] in ("condition",):
                    self._turn(st, "condition", o, take=False)
                    return True
            elif (p.lemmas[c] == "long" and c > g and (p.lemmas[c - 1] in ("as", "so")) and c + 1 < len(p) and p.lemmas[c + 1] == "as") or (p.words[c].lower() in ("provided", "providing") and p.deps[c] in ("prep", "advcl", "mark") and c > g):
                self._turn(st, "condition", c, take=False)
                return True
        return any(p.lemmas[t] == "long" and p.lemmas[t - 1] in ("as", "so") and p.lemmas[t + 1 : t + 2] == ["as"] and self._long(st, t) for t in range(g + 1, p.right[g] + 1))

    def _long(self, st: State, t: int) -> bool:
        self._turn(st, "condition", t, take=False)
        return True

    def _afterwards(self, st: State, g: int, role: str) -> None:
        """A second verb of the same subject or with "it": "took effect but collapsed", "accepted the plan and Y rejected it"."""
        p = self.p
        chain = [c for c in p.children(g) if p.deps[c] in ("conj", "advcl", "dep") and p.tags[c][:2] == "VB" and c > g]
        for c in chain:
            if role == "does" and not any(p.deps[d] in ("nsubj", "nsubjpass", "aux") and p.tags[d] != "VBD" for d in p.children(c)) and p.deps[c] == "conj":
                step, word, _ = self._lookup(c, -1, "", "done" if self.f.passive(c) else "does")
                if step in ("ended", "violation_alleged", "holding", "suspended") and not any(p.tags[d] in ("MD", "TO") for d in p.children(c)):
                    st.set(step, c, word)
                    self._because(st, f"then {p.words[c]!r}", c)
            obj = p.child(c, "dobj")
            if obj is not None and p.lemmas[obj] in ("it", "them", "one", "each", "both") and (p.tags[obj] == "PRP" or p.lemmas[obj] in ("one", "each", "both")):
                step = self.v.done.get(p.lemmas[c])
                if step in ("rejected", "violation_alleged", "ended") and self._factual(c) and p.child(c, "nsubj") is not None:
                    st.set(step, c, p.lemmas[c])
                    self._because(st, f"then {p.words[c]!r}", c)

    def _to(self, i: int) -> bool:
        return any(self.p.tags[c] == "TO" for c in self.p.children(i))

    # -- modality ----------------------------------------------------------------------------------------------------------

    def _modal(self, st: State, g: int, role: str, *, shared: bool = False) -> None:
        """What the auxiliaries and negation of a verb make of the step that it gives."""
        p = self.p
        modal, negative, never, have = None, None, False, False
        for c in p.children(g):
            low = p.words[c].lower()
            if p.deps[c] == "neg" or (low == "never" and p.deps[c] == "advmod"):
                negative, never = c, never or low == "never"
            elif low in ("nor", "neither") and p.deps[c] in ("preconj", "cc", "advmod") and c < g:
                negative = c
            elif p.tags[c] == "MD":
                modal = low
            elif p.lemmas[c] == "have" and p.deps[c] == "aux":
                have = True
            elif p.deps[c] in ("nsubj", "nsubjpass") and (p.lemmas[c] in ("nobody", "none", "neither", "nothing") or any(p.words[d].lower() in ("no", "neither") for d in p.children(c) if p.deps[d] in ("det", "preconj", "neg"))) and not st.negative:
                negative = c
            elif p.deps[c] == "advmod" and low in ("possibly", "perhaps", "probably", "maybe"):
                self._turn(st, "possible", c, take=False)
            elif p.deps[c] == "advmod" and low == "hopefully":
                self._turn(st, "hope", c, take=False)
        if shared and p.deps[g] in ("conj",):
            return
        if st.negative and st.step is not None and role != "clause":
            st.negative = False
            st.negate(g, p.words[g], will=modal in ("will", "would", "'ll", "wo"))
            self._because(st, "with 'no'", g)
            return
        will = modal in ("will", "would", "'ll", "'d", "wo", "shall")
        if negative is not None:
            if modal in ("must", "should", "ca", "can", "could") and st.group in ("broke", "over"):
                st.step, st.real = "in_force", True
                return
            yet = any(p.words[c].lower() == "yet" for c in p.children(g))
            st.negate(g, p.words[g], never=never, will=will, yet=yet)
            self._because(st, f"with {p.words[negative]!r}", negative)
            if will:
                return
        if p.tags[g] == "VB" and modal is None and p.deps[g] in ("ROOT", "ccomp", "parataxis", "dep") and not any(p.tags[c] == "TO" or p.lemmas[c] in ("do", "let") or p.deps[c] == "aux" for c in p.children(g)) and role != "does" and st.group in ("make", "keep", "begin", "extend"):
            self._turn(st, "call", g, take=False)  # an imperative
            return
        if self._to(g) and p.deps[g] in ("ROOT", "ccomp") and p.child(g, "nsubj") is not None and (p.heads[g] == g or self._kind(p.heads[g], infinitive=False) == "say"):
            self._will(st, g, role)  # a headline's future: "X, Y to sign truce"
            return
        if modal is not None and st.group in ("make", "begin", "keep", "extend", "plan") and self._conditions(st, g):
            return
        if modal is None:
            return
        if will:
            hypothetical = modal in ("would", "'d") and (have or not self._reported(g, st, role))
            if hypothetical:
                self._turn(st, "hypothetical", g, take=False)
                self._under_plan(st, g)
            else:
                self._will(st, g, role)
        elif modal in ("must", "should", "ought", "need"):
            self._turn(st, "call", g, take=False)
        else:
            self._turn(st, "possible", g, take=False)
            if st.group == "propose":
                st.step = "hoped_or_possible"

    def _reported(self, g: int, st: State, role: str) -> bool:
        """Whether "would" is the future of something said in the past, not a mere supposition."""
        p = self.p
        if st.begins or p.deps[g] == "relcl" or (p.deps[g] == "acl" and any(p.deps[c] == "mark" for c in p.children(g))):
            return True
        said = [a for a in p.ancestors(g) if p.tags[a][:2] == "VB" and p.deps[g] in ("ccomp", "xcomp", "conj", "dep", "pcomp")]
        return any(p.tags[a] in ("VBD", "VBN", "VBG") and (self._kind(a, infinitive=False) in ("say", "promise", "set", "plan", "fear", "call", None)) for a in said[:2])

    def _will(self, st: State, g: int, role: str) -> None:
        p = self.p
        group = st.group
        active = role == "done" and not self.f.passive(g)
        if group == "begin":
            st.step, st.begins, st.firm, st.real = "planned", False, True, True
        elif group == "make":
            st.step, st.real = ("accepted", False) if st.step == "accepted" else ("planned", False)
        elif group == "bare":
            st.set("planned", g, p.lemmas[g], real=False)
        elif group == "keep":
            if active:
                st.step, st.real = "accepted", True
            else:
                st.step, st.real = ("in_force", True) if st.known else ("hoped_or_possible", False)
        elif group == "extend":
            if not active:
                st.step, st.real = "planned", False
        elif group == "over":
            if not active:
                st.step, st.real = "in_force", True
        elif group == "broke":
            st.step, st.real = "in_force", True
        self._because(st, "to come", g)

    def _outer_modal(self, st: State, g: int, node: int, role: str) -> None:
        """The modality of a verb further out ("may try to …", "did not manage to …")."""
        p = self.p
        negative = next((c for c in p.children(g) if p.deps[c] == "neg" or p.lemmas[c] == "never"), None)
        modal = next((p.words[c].lower() for c in p.children(g) if p.tags[c] == "MD"), None)
        if negative is not None and st.group not in ("stand", "call", "propose", "hope", "cond"):
            st.negate(g, p.words[g], never=p.lemmas[negative] == "never", will=modal in ("will", "would", "wo"))
            self._because(st, f"with {p.words[negative]!r}", negative)
        elif modal in ("may", "might", "could", "can") and st.group in ("make", "begin", "keep", "extend", "plan", "bare", "broke", "over"):
            self._turn(st, "possible", g, take=False)
        elif modal in ("must", "should", "ought") and st.group in ("make", "begin", "keep", "extend", "plan", "bare", "talk"):
            self._turn(st, "call", g, take=False)
        elif modal in ("will", "would") and st.group in ("make", "begin") and role == "clause" and st.step != "accepted":
            self._will(st, g, "done")

    # -- the end -----------------------------------------------------------------------------------------------------------

    def _settle(self, st: State, m: Found, inner: State | None) -> None:
        p = self.p
        nodes = [m.head, *([p.heads[m.head]] if p.tags[p.heads[m.head]][:1] == "N" else []), *([st.at] if st.at is not None else [])]
        if st.step in ("proposed", "accepted", "called_for") and not st.real:
            for n in nodes:
                for c in p.children(n):
                    o = p.child(c, "pobj") if p.deps[c] == "prep" and p.lemmas[c] in ("in", "on") else None
                    if o is not None and (p.lemmas[o] in ("exchange", "return") or (p.lemmas[o] == "condition" and p.lemmas[c] == "on")) and (st.step != "called_for" or n == m.head):
                        self._turn(st, "condition", o, take=False)
        if st.negative and st.step is None and any(p.lemmas[c] in ("without", "until", "unless", "before", "till") for n in nodes[:1] for c in p.children(n)):
            st.set("conditional", m.head, "no", real=False)
            st.negative = False
        if inner is not None and (st.step is None or (st.step == "accepted" and inner.step in ("planned", "proposed") and st.word.split()[0] in ("welcome", "hail", "greet")) or (st.group == "stand" and st.word not in ("be",)) or (st.group in ("hope", "plan") and not st.real and st.word in _SINCE | _TOWARDS | {"before", "ahead"} and inner.group in ("make", "plan", "over", "broke"))):
            known, negative, deal = st.known, st.negative, st.deal
            st.set(inner.step or "in_force", inner.at if inner.at is not None else m.head, inner.word, real=inner.real)
            st.because += inner.because
            st.known, st.negative, st.deal = known, negative, deal
            self._because(st, f"by {inner.word!r} on it", inner.at if inner.at is not None else m.head)
        if st.group in ("bare",) and p.words[m.last + 1 : m.last + 2] == ["over"] and (m.last + 2 >= len(p) or p.tags[m.last + 2][:1] not in "DNPJ"):
            st.set("ended", m.head, "over")
        if st.step is None:
            fragment = p.deps[m.head] == "ROOT"
            if st.negative:
                st.set("under_negotiation" if st.deal else "rejected", m.head, "no", real=False)
            elif st.deal and not st.open:
                st.set("agreed", m.head, "deal", real=st.known or fragment)
                if not st.real:
                    st.step = "hoped_or_possible"
            elif st.known and not st.open:
                st.set("in_force", m.head, "the")
            else:
                st.set("hoped_or_possible", m.head, "its form", real=False)
            self._because(st, "by its form", m.head)
        elif st.negative and st.group in ("make", "begin", "extend", "bare"):
            st.negate(m.head, "no")
        if m.verb and st.step == "declared" and not st.real:
            st.step = "hoped_or_possible"
        s = p.sentences[p.sentence_of[m.head]]
        if p.words[s.last - 1] == "?" and st.group in ("make", "begin", "plan"):
            st.step, st.real, st.begins = "hoped_or_possible", False, False


def _general(p: Parse, g: int) -> str | None:
    """The kind of a word that the general rules of status know."""
    raw = load.words("status")
    kind = "verbs" if p.tags[g][:2] == "VB" else "nouns" if p.tags[g][:1] == "N" else "adjectives"
    lemma, low = p.lemmas[g], p.words[g].lower()
    for status, turned in _STATUS.items():
        words = raw[status].get(kind, ())
        if lemma in words or (kind == "adjectives" and low in words):
            return turned
    return None


_STATUS = {"denied": "deny", "negated": "negated", "attempted": "try", "called_for": "call", "proposed": "propose", "hoped": "hope", "feared": "fear", "planned": "plan",
           "possible": "possible", "hypothetical": "hypothetical"}  # fmt: skip


def sentence_text(p: Parse, span: Span) -> str:
    """The text of a span."""
    return p.text[span[0] : span[1]]
