"""Find the spans that refer to actors: names of the knowledge base, names that only the parser knows, role and group nouns, pronouns."""

import bisect

import msgspec

from dateline.lexicon.names import AgentIndex, NameIndex
from dateline.model.claim import Mention
from dateline.model.cover import Cover
from dateline.model.parse import Parse
from dateline.model.reading import Reading

_ACTOR_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
_PERSONAL = {
    "i": (False, None), "we": (True, None), "they": (True, None), "he": (False, "m"), "she": (False, "f"), "it": (False, None),
    "him": (False, "m"), "her": (False, "f"), "them": (True, None), "us": (True, None), "me": (False, None),
}  # fmt: skip
_POSSESSIVE = {"his": (False, "m"), "her": (False, "f"), "their": (True, None), "its": (False, None), "our": (True, None), "my": (False, None)}
_CORE = frozenset({"det", "amod", "compound", "poss", "nmod", "nummod", "advmod", "predet", "npadvmod"})
_KIND = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "facility", "NORP": "group"}


def find_mentions(reading: Reading, names: NameIndex, agents: AgentIndex) -> Reading:
    """Add the mentions of a parsed story, unresolved: `evidence` tells how each was found. One mention a head token."""
    p = reading.tokens
    taken: dict[int, tuple[int, int, str, str | None]] = {}  # head token -> first, last, how, kind
    owner = [-1] * len(p)  # the head token of the name that a token belongs to

    def claim(first: int, last: int, how: str, kind: str | None) -> None:
        head = _head(p, first, last)
        taken[head] = (first, last, how, kind)
        for t in range(first, last + 1):
            owner[t] = head

    hits: list[tuple[int, int]] = []
    for hit in names.find(p.text):
        first, last = p.token_at(hit.start), p.token_at(hit.end - 1)
        if first is None or last is None or p.starts[first] != hit.start or p.ends[last] not in (hit.end, hit.end + 1):
            continue
        if p.sentence_of[first] != p.sentence_of[last] or not _nominal(p, first, last):
            continue
        hits.append((first, last))
    covered = {t for a, b in hits for t in range(a, b + 1)}
    firsts, lasts = [a for a, _ in hits], [b for _, b in hits]
    within: set[tuple[int, int]] = set()  # names that a longer one takes in
    entities: list[tuple[int, int, str]] = []
    for e in p.entities:
        if e.label not in _ACTOR_LABELS:
            continue
        a, b = e.first, e.last - 1
        while a < b and (p.tags[a] in ("DT", "_SP", "``", "''", "HYPH", "-LRB-", ",") or not p.words[a].strip()):
            a += 1
        while b > a and (p.tags[b] in ("POS", "_SP", "''", "``", ",", ".", "-RRB-", "HYPH") or not p.words[b].strip()):
            b -= 1
        if not any(c.isalpha() for c in p.words[b]):
            continue
        near = [h for h in hits[bisect.bisect_left(lasts, a) : bisect.bisect_right(firsts, b)] if h not in within]
        inside = [h for h in near if h[0] >= a and h[1] <= b]
        if len(inside) < len(near) or (a, b) in near:
            continue
        if inside:
            tail = [h for h in inside if h[1] == b]
            agent = agents.at(p.words, p.lemmas, b)
            if e.label in ("GPE", "NORP", "LOC") or agent or len(inside) > 1 or (tail and e.label == "PERSON"):
                continue
            if tail and tail[0][1] - tail[0][0] >= 1:
                continue
            if not tail and e.label == "PERSON" and inside[0][0] == a and inside[0][1] - a >= 1:
                continue
            # "Bank of China", "Washington Post": a name of its own that contains another.
            within.update(inside)
        entities.append((a, b, e.label))
    for a, b in hits:
        if (a, b) not in within:
            claim(a, b, "name", None)
    for a, b, label in entities:
        if all(owner[t] < 0 for t in range(a, b + 1)):
            claim(a, b, f"entity {label}", _KIND[label])
    for i in range(len(p)):
        if owner[i] >= 0 or p.tags[i][:1] not in "NJ" or i in covered:
            continue
        if p.tags[i][:1] == "J" and p.deps[i] not in ("nsubj", "nsubjpass", "pobj", "dobj", "conj", "compound"):
            continue
        found = agents.at(p.words, p.lemmas, i)
        if not found:
            continue
        first, last, noun = found[0]
        if any(owner[t] >= 0 for t in range(first, i + 1)):
            first = next(t for t in range(i, first - 1, -1) if owner[t] >= 0) + 1
        compound = p.deps[i] == "compound" and p.tags[p.heads[i]][:1] == "N"
        if compound and noun.kind == "role":
            continue  # a title before a name: the person's mention has it
        if compound and agents.at(p.words, p.lemmas, p.heads[i]):
            continue  # "police officer": the longer noun is found at its head
        left = first
        for c in p.children(i):
            if c < first and p.deps[c] in _CORE and p.left[c] < left:
                left = p.left[c]
        if compound:
            left = first
        if left < i and p.words[left] in ('"', "\u201c", "``"):
            left = first
        taken[i] = (left, max(last, i), f"{noun.kind} noun", noun.kind)
    for i in range(len(p)):
        lemma = p.words[i].lower()
        if p.tags[i] == "PRP" and lemma in _PERSONAL:
            if lemma == "it" and p.deps[i] not in ("nsubj", "nsubjpass", "dobj"):
                continue
            if lemma == "it" and p.lemmas[p.heads[i]] == "take" and any(p.deps[c] in ("advcl", "xcomp") and p.child(c, "aux") is not None for c in p.children(p.heads[i])):
                continue  # "it has taken a war to"
            taken.setdefault(i, (i, i, "pronoun", None))
        elif p.tags[i] == "PRP$" and lemma in _POSSESSIVE:
            taken.setdefault(i, (i, i, "pronoun", None))
    quoted = Cover(q.inner for q in reading.quotations if not q.scare)
    out = []
    for number, (head, (first, last, how, kind)) in enumerate(sorted(taken.items()), start=1):
        span = p.span(first, last)
        text = reading.story.text[slice(*span)]
        word = p.words[head].lower()
        plural, gender = p.tags[head] in ("NNS", "NNPS"), None
        if how == "pronoun":
            plural, gender = _PERSONAL.get(word) or _POSSESSIVE[word]
        if any(p.deps[c] == "conj" for c in p.children(head)):
            plural = plural or False
        out.append(
            Mention(
                id=f"m{number}", span=span, text=text, head=head, first=first, last=last, kind=kind, plural=plural, gender=gender,
                pronoun=how == "pronoun", evidence=how, quoted=quoted.holds(*span),
            )
        )  # fmt: skip
    return msgspec.structs.replace(reading, mentions=tuple(out))


def _head(p: Parse, first: int, last: int) -> int:
    """The token of a name that the rest of the sentence sees."""
    outside = [t for t in range(first, last + 1) if not first <= p.heads[t] <= last or p.heads[t] == t]
    words = [t for t in outside if any(c.isalnum() for c in p.words[t])]
    return words[-1] if words else last


def _nominal(p: Parse, first: int, last: int) -> bool:
    """Whether a name's tokens can be a name here: not a verb or adverb that happens to be spelt like one."""
    if first == last and p.tags[first] in ("VB", "VBD", "VBZ", "VBP", "VBG", "RB", "IN", "MD"):
        return p.words[first].isupper() and len(p.words[first]) > 2
    return any(p.tags[t][:1] in "NJ" or p.words[t][:1].isupper() for t in range(first, last + 1))
