"""The words of ceasefires: data/ceasefire.yaml compiled, the places where a text names one, and what a governing word means for it."""

from typing import Any

from dateline.extract.turns import GROUPS
from dateline.lexicon import load
from dateline.model.parse import Parse
from dateline.model.story import Record

_TURN_OF = {
    "called_for": "call",
    "proposed": "propose",
    "under_negotiation": "try",
    "rejected": "reject",
    "hoped_or_possible": "hope",
    "conditional": "condition",
}
_STATUS = {"denied": "deny", "negated": "negated", "attempted": "try", "called_for": "call", "proposed": "propose", "hoped": "hope", "feared": "fear",
           "planned": "plan", "possible": "possible", "hypothetical": "hypothetical"}  # fmt: skip


class Found(Record, frozen=True, kw_only=True):
    """A mention of a ceasefire: the token that governs it, its first and last token, and whether it is a verb ("cease fire")."""

    head: int
    first: int
    last: int
    verb: bool = False


class Vocabulary:
    """data/ceasefire.yaml, compiled: `done` and `does` give the step of a verb by its object and subject, `nouns` of a noun; `sets` are lists."""

    def __init__(self, classes: dict[str, tuple[str, ...]]) -> None:
        raw: dict[str, Any] = load.words("ceasefire")
        self.raw = raw
        self.done: dict[str, str] = {}
        self.does: dict[str, str] = {}
        self.nouns: dict[str, str] = {}
        self.begins = frozenset(raw["in_force"]["begins"])
        for step in GROUPS:
            spec = raw.get(step, {})
            for table, name in ((self.done, "done"), (self.does, "does"), (self.nouns, "nouns")):
                for w in spec.get(name, ()):
                    table.setdefault(w, step)
        for w in self.begins:
            self.does.setdefault(w, "in_force")
            self.done.setdefault(w, "in_force")
        self.sets: dict[str, frozenset[str]] = {
            name: frozenset(words) for name, words in (*raw.items(), *raw["grammar"].items()) if isinstance(words, list)
        }
        self.sets |= {
            "needed": frozenset(raw["called_for"]["adjectives"]),
            "despite": frozenset(raw["violation_alleged"]["prepositions"]),
            "brokered": frozenset(raw["agreed"]["brokered"]),
        }
        self.adverbs: dict[str, str] = raw["adverbs"]
        self.adjectives: dict[str, str] = raw["adjectives"]
        self.conditions: list[list[str]] = [w.split() for w in raw["conditions"]]
        self.modifiers = {w: step for step, words in raw["modifiers"].items() for w in words}
        self._cease = {verb: frozenset(objects) for verb, objects in raw["cease"].items()}
        self._kinds: dict[tuple[str, str], str] = {}
        for kind, words in raw["kinds"].items():
            for word in words:
                w, _, tag = word.partition("/")
                for pos in tag or "VNJ":
                    self._kinds.setdefault((pos, w), kind)
        for status, kind in _STATUS.items():
            for name, words in load.words("status")[status].items():
                for w in words:
                    self._kinds.setdefault(("?" + name[0].upper().replace("A", "J"), w), kind)
        self._phrases: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted({tuple(w.replace("-", " - ").split()) for w in classes["ceasefire"]}, key=lambda x: (-len(x), x)):
            self._phrases.setdefault(phrase[0], []).append(phrase)

    # -- where a text names a ceasefire ------------------------------------------------------------------------------------

    def mentions(self, p: Parse) -> list[Found]:
        """The ceasefires that a text names, each word in one of them: nouns, and the verbs of sentences that have no such noun."""
        out: list[Found] = []
        end = -1
        for i in range(len(p)):
            if i <= end or (last := self._match(p, i)) is None:
                continue
            end = last
            if (
                p.lemmas[i] in self._cease
                and p.tags[i][:2] == "VB"
                and p.deps[i] not in ("compound", "amod", "nmod")
                and "-" not in p.words[i : last + 1]
            ):
                continue  # "cease fire" as a verb: below
            inside = range(i, last + 1)
            outer = [t for t in inside if p.heads[t] not in inside or p.heads[t] == t]
            out.append(Found(head=next((t for t in outer if p.tags[t][:1] == "N"), (outer or [last])[-1]), first=i, last=last))
        named = {p.sentence_of[f.head] for f in out}
        for i in range(len(p)):
            if p.lemmas[i] not in self._cease or p.tags[i][:2] != "VB" or p.sentence_of[i] in named:
                continue
            things = self._cease[p.lemmas[i]]
            obj = next(
                (
                    c
                    for c in p.children(i)
                    if c > i and (p.lemmas[c] in things or p.words[c].lower() in things) and (p.deps[c] == "dobj" or c == i + 1)
                ),
                None,
            )
            if obj is None or (p.lemmas[i] == "hold" and p.tags[obj - 1] not in ("PRP$", p.tags[i])):
                continue  # "hold the fire" is no ceasefire, "hold their fire" is
            named.add(p.sentence_of[i])
            out.append(Found(head=i, first=min(i, obj), last=max(i, obj), verb=True))
        return sorted(out, key=lambda f: f.first)

    def _match(self, p: Parse, i: int) -> int | None:
        """The last token of a ceasefire's name that starts at a token; articles and adjectives may stand inside ("cessation of all hostilities")."""
        for phrase in self._phrases.get(p.lemmas[i], ()):
            at = i
            for w in phrase[1:]:
                at += 1
                while (
                    at < len(p) and w not in (p.lemmas[at], p.words[at].lower()) and (p.lemmas[at] in self.sets["inside"] or p.tags[at] in ("JJ", "DT", "PRP$", "CD", "HYPH") or p.tags[at - 1] == "HYPH") and at - i < 6
                ):
                    at += 1
                if at >= len(p) or w not in (p.lemmas[at], p.words[at].lower()):
                    break
            else:
                if phrase == (p.lemmas[i],) and (p.lemmas[i] in self.sets["soft"] and not self._of_fighting(p, i)):
                    continue
                if p.tags[i][:1] in "NJV" or len(phrase) > 1:
                    return at
        return None

    def _of_fighting(self, p: Parse, i: int) -> bool:
        return any(
            (o := p.child(c, "pobj", "pcomp")) is not None and self.sets["hostility_nouns"] & {p.lemmas[o], p.words[o].lower()} for c in p.children(i) if p.deps[c] == "prep"
        )

    # -- what words mean for it --------------------------------------------------------------------------------------------

    def is_(self, name: str, word: str) -> bool:
        """Whether a word is in a named list."""
        return word in self.sets[name]

    def kind(self, p: Parse, g: int, *, infinitive: bool) -> str | None:
        """How a word turns what it governs: a kind of `kinds` or `turns` in data/ceasefire.yaml, "negated" or "will"."""
        lemma, low = p.lemmas[g], p.words[g].lower()
        verb, noun = p.tags[g][:2] == "VB", p.tags[g][:1] == "N"
        pos = "V" if verb else "N" if noun else "J"
        if low in self.sets["if"] and verb:
            return "condition"  # "assuming that"
        if verb and infinitive:
            if lemma == "have":  # "have to", "have yet to"
                return "negated" if any(p.lemmas[t] == "yet" for t in (g + 1, g + 2) if t < len(p)) else "call"
            if lemma == "go" and p.tags[g] == "VBG":
                return "will"
            if lemma in self.sets["aspect"]:
                return "say"
            if lemma in self.sets["tells"]:
                return "call"  # "told them to"
        found = self._kinds.get((pos, lemma)) or self._kinds.get((pos, low))
        if found is None and p.tags[g] == "VBN":
            found = self._kinds.get(("J", low))
        if found is not None:
            return found
        if verb:
            for key in (*(f"{lemma} {p.lemmas[c]}" for c in p.children(g) if p.deps[c] in ("prep", "prt", "dobj")), lemma):
                if (turn := _TURN_OF.get(self.done.get(key, ""))) is not None:
                    return turn
        if noun and (turn := _TURN_OF.get(self.nouns.get(lemma, ""))) is not None:
            return turn
        if lemma == "call" and verb and not infinitive and not any(p.lemmas[c] in ("for", "on", "upon") for c in p.children(g)):
            return None  # "what it calls a breach": naming
        return self._kinds.get(("?" + pos, lemma)) or (self._kinds.get(("?J", low)) if pos == "J" else None)
