"""Verbs around a ceasefire: what their auxiliaries and marks say, and which step they give by what the ceasefire is to them."""

import functools

from dateline.extract.ceasefire_words import Vocabulary
from dateline.lexicon.frames import Frames
from dateline.model.story import Record

_BARE_PASSIVE = frozenset({"agreed", "declared", "extended", "proposed", "rejected", "suspended", "accepted", "violation_alleged", "called_for"})
_UNTOLD = frozenset({"hope", "possible", "deny", "hypothetical", "propose", "unsure"})
_UNREAL = _UNTOLD | {"call", "try", "fear", "prevent", "refrain", "negated", "reject", "plan", "ready", "condition"}
_OBJECTS = frozenset({"dobj", "nsubjpass", "dative", "csubjpass", "oprd"})


class Clause(Record, frozen=True, kw_only=True):
    """What stands around a verb. `modal` is "", "will", "would", "must" or "may"; `negative` and `mark` are tokens."""

    to: bool = False
    modal: str = ""
    have: bool = False
    negative: int | None = None
    never: bool = False
    yet: bool = False
    mark: int | None = None
    past: bool = False
    finite: bool = False
    subject: bool = False

    @property
    def factual(self) -> bool:
        """Whether the clause tells what was or is."""
        return self.finite and not self.modal


class Verb(Record, frozen=True, kw_only=True):
    """The step that a verb gives to a ceasefire, the words by which the vocabulary knows it, and whether the ceasefire starts by it."""

    step: str
    word: str
    begins: bool


class Verbs:
    """Look-ups over the verbs of one parse."""

    def __init__(self, vocabulary: Vocabulary, frames: Frames) -> None:
        self.v, self.f, self.p = vocabulary, frames, frames.p
        self.clause = functools.cache(self._clause)

    def _clause(self, g: int) -> Clause:
        p, sets = self.p, self.v.sets
        to, modal, have, never, yet, subject = False, "", False, False, False, False
        negative = mark = None
        past, finite = p.tags[g] == "VBD", p.tags[g] in ("VBD", "VBZ", "VBP")
        for c in p.children(g):
            low, lemma, dep, tag = p.words[c].lower(), p.lemmas[c], p.deps[c], p.tags[c]
            if dep in ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl"):
                subject = True
                if lemma in sets["nobody"] or any(
                    p.words[d].lower() in ("no", "neither") and p.deps[d] in ("det", "preconj", "neg") for d in p.children(c)
                ):
                    negative = c
            elif tag == "TO" and dep == "aux":
                to = True
            elif tag == "MD" or (lemma == "need" and dep == "aux"):
                modal = "would" if low in ("would", "'d") else "will" if low in sets["will"] else "must" if low in sets["must"] else "may"
            elif dep in ("aux", "auxpass"):
                have = have or lemma == "have"
                past = past or tag == "VBD"
                finite = finite or tag in ("VBD", "VBZ", "VBP")
            elif dep == "neg" or low == "never":
                negative, never = c, never or low == "never"
            elif (low in ("nor", "neither") and c < g) or (lemma == "longer" and any(p.words[d].lower() == "no" for d in p.children(c))):
                negative = c
            if low == "yet":
                yet = True
            if mark is None and dep in ("mark", "advmod") and c < g and (lemma in sets["if"] or lemma in sets["wait"] or lemma in sets["marks"]):
                mark = c
        if mark is None and p.deps[g] == "pcomp" and (p.lemmas[p.heads[g]] in sets["if"] or p.lemmas[p.heads[g]] in sets["wait"]):
            mark = p.heads[g]
        before = p.left[g] - 1
        if p.tags[g] == "VB" and not to and not modal and before > 0 and p.lemmas[before] in ("than", "alone"):
            negative, never = before, True  # "walked out rather than sign", "let alone sign"
        elif p.deps[g] == "conj" and p.tags[g] in ("VB", "VBP") and not (subject or modal or to) and p.tags[p.heads[g]] == "VB":
            outer = self.clause(p.heads[g])  # "could relent and agree": the modal is that of both
            modal, finite = outer.modal, bool(outer.modal)
        return Clause(
            to=to,
            modal=modal,
            have=have,
            negative=negative,
            never=never,
            yet=yet,
            mark=mark,
            past=past,
            finite=finite or bool(modal),
            subject=subject,
        )

    def conditional(self, g: int, *, ahead: bool = False) -> int | None:
        """The word that makes a verb's clause a condition: if, unless, until …, "as long as"; not "even if". `ahead`: what it limits is to come."""
        p, mark = self.p, self.clause(g).mark
        if mark is None:
            return None
        if self.v.is_("if", p.lemmas[mark]):
            return None if mark and p.lemmas[mark - 1] in ("even", "as") else mark
        if self.v.is_("wait", p.lemmas[mark]):
            return None if self.clause(g).past and not ahead else mark
        if p.lemmas[mark] == "when" and mark and p.lemmas[mark - 1] == "only":
            return mark
        if ahead and p.lemmas[mark] == "when":
            return None if self.clause(g).past else mark
        return mark if p.lemmas[mark] == "as" and any(p.lemmas[t] == "long" for t in range(p.left[g], g)) else None

    def mistagged(self, g: int, prep: str) -> bool:
        """Whether a bare noun before a preposition is a verb that the tagger took for a noun: "stop the offensive and abide by the truce"."""
        p = self.p
        return bool(prep) and f"{p.lemmas[g]} {prep}" in self.v.done and p.lemmas[g] not in self.v.nouns and not any(c < g for c in p.children(g) if p.deps[c] in ("det", "poss", "amod", "compound", "nummod"))

    def idiom(self, node: int, g: int, prep: str) -> Verb | None:
        """The step of a verb with its object before the ceasefire: "made a mockery *of* the truce", "see no reason *for* one"."""
        p, verb = self.p, self.p.heads[g]
        if not prep or p.tags[g][:1] != "N" or p.deps[g] != "dobj" or p.tags[verb][:2] != "VB":
            return None
        key = f"{p.lemmas[verb]} {p.lemmas[g]} {prep}"
        return Verb(step=self.v.done[key], word=key, begins=key in self.v.begins) if key in self.v.done else None

    def verbal(self, node: int, g: int) -> Verb | None:
        """Whether a plural noun behind the ceasefire is a verb in -s of a headline: "truce hinges on pullout", "say truce holds in south"."""
        p = self.p
        if p.tags[g] != "NNS" or p.deps[node] != "compound" or node + 1 != g or p.lemmas[g] in self.v.nouns:
            return None
        preps = [p.words[c].lower() for c in p.children(g) if c > g and p.deps[c] == "prep"]
        key = next((k for k in (*(f"{p.lemmas[g]} {w}" for w in preps), p.lemmas[g]) if k in self.v.does), None)
        return Verb(step=self.v.does[key], word=key, begins=key in self.v.begins) if key is not None else None

    def only_until(self, g: int, mark: int) -> bool:
        """Whether "until" and "before" only say how long or what comes after, and nothing is refused: "observe a truce until Monday's vote is over"."""
        p = self.p
        if not (self.v.is_("until", p.lemmas[mark]) or self.v.is_("before", p.lemmas[mark])):
            return False
        refused = self.clause(g).negative is not None or self.v.done.get(p.lemmas[g]) == "rejected"
        return not refused and not any(self.v.is_("negative", p.words[t].lower()) for t in range(p.left[g], mark))

    def told(self, g: int) -> bool:
        """Whether a clause on a noun tells of something that was: a participle, a past or a perfect."""
        c = self.clause(g)
        return not c.modal and (c.past or c.have or self.p.tags[g] in ("VBN", "VBD", "VBG"))

    def main(self, node: int, g: int) -> int | None:
        """The main verb of a noun that the parser took for the subject of a participle on it: "the truce agreed in May *came* into force"."""
        p = self.p
        if (
            p.deps[node] not in ("nsubj", "nsubjpass")
            or p.tags[g] not in ("VBD", "VBN")
            or any(p.deps[c] in ("aux", "auxpass", "dobj") for c in p.children(g))
        ):
            return None
        if self.v.done.get(p.lemmas[g]) not in _BARE_PASSIVE:
            return None
        head = p.heads[g]
        if p.deps[g] == "ccomp" and head == p.left[node] - 1 and p.tags[head][:2] == "VB":
            return head  # "welcomed the truce agreed by them"
        near = [*p.children(g), *([head] if p.deps[g] in ("parataxis", "ccomp", "dep", "advcl") else [])]
        return next(
            (
                t
                for t in near
                if t > g and p.tags[t][:2] == "VB" and self.clause(t).finite and self.clause(t).mark is None and not self.clause(t).subject
            ),
            None,
        )

    def factual(self, g: int) -> bool:
        """Whether a verb is told as fact: its clause is finite and bare of modals and conditions, or completes a clause that is."""
        p, c = self.p, self.clause(g)
        head, dep = p.heads[g], p.deps[g]
        if c.modal or self.conditional(g) is not None:
            return False
        kind = self.v.kind(p, head, infinitive=not c.finite) if head != g else None
        if c.finite:
            return not (dep == "ccomp" and kind in _UNTOLD)
        if head == g or p.tags[g] in ("VBN", "VBD"):
            return p.tags[g] != "VB"
        if kind in _UNREAL or (c.to and kind not in ("say", "promise")):
            return False
        verb = next((a for a in p.ancestors(g) if p.tags[a][:2] == "VB"), None)
        return verb is None or self.factual(verb)

    def fought(self, top: int) -> bool:
        """Whether a sentence tells of fighting outside of what hangs on a token."""
        p = self.p
        s = p.sentences[p.sentence_of[top]]
        return any(p.lemmas[t] in self.v.sets["fighting_words"] and not p.left[top] <= t <= p.right[top] for t in range(s.first, s.last))

    # -- the step that a verb gives ----------------------------------------------------------------------------------------

    def role(self, node: int, g: int, prep: str) -> str:
        """What a ceasefire is to a verb: "done" (its object), "does" (its subject), "is" (its predicate), "behind" a preposition, or "beside"."""
        p, dep = self.p, self.p.deps[node]
        if prep or dep in ("pobj", "prep", "agent"):
            return "behind"
        if dep in ("nsubj", "csubj"):
            bare = (
                p.tags[g] in ("VBD", "VBN")
                and p.lemmas[g] not in self.v.does
                and not any(p.deps[c] in ("dobj", "aux", "xcomp", "ccomp") for c in p.children(g))
            )
            if bare and self.v.done.get(p.lemmas[g]) in _BARE_PASSIVE:
                return "done"  # a headline's passive: "Ceasefire agreed in Darfur"
            return "done" if self.f.passive(g) else "does"
        return "done" if dep in _OBJECTS else "is" if dep == "attr" else "beside"

    def _keys(self, g: int, node: int, prep: str) -> list[str]:
        """What a verb may be called in the vocabulary, the longest first: with particle, preposition, object or predicate."""
        p = self.p
        lemma = p.lemmas[g]
        part = next((p.lemmas[c] for c in p.children(g) if p.deps[c] == "prt"), None)
        base = f"{lemma} {part}" if part else lemma
        keys = [f"{base} {prep}", f"{lemma} {prep}"] if prep else []
        after: list[str] = []
        for c in p.children(g):
            if c == node:
                continue
            dep, word = p.deps[c], p.lemmas[c]
            if dep == "dobj":
                after += [f"{lemma} {word} {prep}", f"{lemma} {word}"] if prep else [f"{lemma} {word}"]
            elif dep in ("acomp", "oprd", "attr", "advmod", "intj") and c > g:
                after += [f"{lemma} {word} {prep}", f"{lemma} {word}"] if prep and dep in ("advmod", "intj") else [f"{lemma} {word}"]
            elif dep == "prep":
                o = p.child(c, "pobj")
                if o is None:
                    inner = p.child(c, "prep")
                    if inner is not None and (far := p.child(inner, "pobj")) not in (None, node):
                        assert far is not None
                        after.append(f"{lemma} {word} {p.lemmas[inner]} {p.lemmas[far]}")
                    if inner is not None and prep:
                        after.append(f"{lemma} {word} {prep}")
                    elif not prep and p.child(c, "pcomp", "prep") is None and c > g:
                        after.append(f"{base} {word}")  # "agreed on": the preposition is left without its noun
                elif p.tags[o] in ("WDT", "WP", "IN") and not prep:
                    after.append(f"{base} {word}")  # "that they had worked on"
                elif o != node:
                    after += [*([f"{lemma} {word} {p.lemmas[o]} {prep}"] if prep else []), f"{lemma} {word} {p.lemmas[o]}", *([f"{base} {word}"] if not prep and p.deps[node] in ("nsubj", "csubj") else [])]
        return [*after, *keys, base, lemma] if part else [*after, *keys, lemma]

    def step(self, g: int, node: int, prep: str, role: str) -> Verb | None:
        """The step that a verb gives to the ceasefire below its argument `node`; None where the vocabulary has none."""
        p, v = self.p, self.v
        table, lemma = v.does if role == "does" else v.done, p.lemmas[g]
        for key in self._keys(g, node, prep):
            words = key.split()
            if role == "behind" and (len(words) < 2 or words[-1:] != prep.split()[-1:]):
                continue
            found = table.get(key) or ("agreed" if role != "does" and key in v.sets["brokered"] else None)
            if found is None:
                continue
            if (
                role == "does"
                and len(words) == 1
                and found in ("ended", "in_force", "holding")
                and lemma not in self.v.sets["outlasts"]
                and self._acts_on_another(g, node)
            ):
                continue  # "the truce ended the fighting"
            if role == "done" and len(words) == 1 and p.child(g, "oprd", "acomp") is not None:
                continue  # "made the truce conditional": the predicate says it
            return Verb(step=found, word=key, begins=key in v.begins)
        return None

    def _acts_on_another(self, g: int, node: int) -> bool:
        p = self.p
        other = next((c for c in p.children(g) if p.deps[c] in ("dobj", "xcomp", "attr") and c != node), None)
        return other is not None and p.lemmas[other] not in self.v.sets["units"]
