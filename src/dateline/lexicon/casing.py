"""Read the case of words back in text that came in capitals: letter for letter, so that no offset moves.

Everything is lower case but the openings of sentences, names of the knowledge base, abbreviations, and words that newswire does
not otherwise write in lower case (data/lowercase.txt): in a report, a word that English does not know is a name.
"""

import functools
import re

from dateline.lexicon import load
from dateline.lexicon.names import fold
from dateline.settings import DATA, Settings

_TOKEN = re.compile(r"[^\W_]+")
_OPENING = re.compile(r"(?:^|[.!?:]['\")\]\u201d\u2019]*\s+|\n|\)\s*--?\s|\]\s*|,\s(?=[\"\u201c]))[\"'\u201c\u2018(\[]*(?=[^\W\d_])")
_BRACKETED = re.compile(r"[(\[]([A-Z][A-Z-]{1,7})[)\]]")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.[A-Z]|GEN|COL|LT|SGT|CAPT|MR|MRS|MS|DR|ST|NO|GOV|REP|SEN|MAJ|JR|SR)\.$")
_ELIDED = re.compile(r"[ODL]['\u2019]")
"""O'NEILL, D'AUBUISSON"""
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}")
_APOSTROPHES = "'\u2019"
_CONTRACTED = frozenset({"s", "t", "ll", "re", "ve", "d", "m"})
_VOWELS = frozenset("aeiouy")
_WORDS = 8
"""The longest name that is looked for, in words."""


class _Table:
    """Names by their folded lower-case form, common words and titles."""

    def __init__(self) -> None:
        spec = load.words("casing")
        self.small = frozenset(spec["small"])
        self.with_number = {w.lower() for w in spec["with_number"]}
        self.before_month = frozenset(spec["before_month"])
        self.common = frozenset(
            w for line in (DATA / "lowercase.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#") for w in line.split()
        )
        agents = load.agents()
        self.titles = frozenset(w for r in agents.roles for phrase in r.words for w in phrase.lower().split() if w not in self.small)
        nouns = {w.lower() for group in (agents.roles, agents.bodies, agents.people) for noun in group for phrase in noun.words for w in phrase.split()}
        self.known = self.common | nouns | self.small
        self.names: dict[str, str] = {}
        for w in (*spec["capital"], *spec["upper"], *spec["periods"]):
            self.names[fold(w).lower()] = fold(w)
        for e in load.actors(Settings()):
            land = e.kind == "state"
            for name in (e.name, *e.aliases, *e.adjectives, *e.demonyms, *e.metonyms, *e.weak, e.capital or ""):
                form = fold(name).strip()
                low = form.lower()
                single = " " not in low
                if low.startswith("the ") or not any(c.isupper() for c in form) or (single and not land and self.is_word(low)) or (single and form.isupper() and low in self.known):
                    continue
                self.names.setdefault(low, form)
                self.names.setdefault(low.rstrip("."), form.rstrip("."))

    def is_word(self, low: str) -> bool:
        """Whether English writes a word in lower case, as it stands or less a regular ending."""
        if low in self.known:
            return True
        for ending, instead in (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""), ("ing", "e"), ("ly", ""), ("er", ""), ("ness", ""), ("able", ""), ("ment", ""), ("ation", "e"), ("ation", "")):
            if low.endswith(ending) and len(low) > len(ending) + 2 and low[: -len(ending)] + instead in self.known:
                return True
        for opening in ("un", "re", "non", "pre", "anti", "counter", "co", "de", "dis", "mis", "over", "out"):
            if low.startswith(opening) and len(low) > len(opening) + 3 and low[len(opening) :] in self.known:
                return True
        return False


@functools.cache
def _table() -> _Table:
    return _Table()


def restore(text: str) -> str:
    """The text in normal case, as long as it came, code point for code point."""
    t = _table()
    out = [c.lower() if len(c.lower()) == 1 else c for c in text]
    tokens = [(m.start(), m.end(), m.group().lower()) for m in _TOKEN.finditer(text)]
    folded = fold(text)
    acronyms = {m.group(1) for m in _BRACKETED.finditer(text) if not t.is_word(m.group(1).lower())}
    lifted = [False] * len(tokens)

    def lift(k: int, form: str | None = None) -> None:
        a, b, _ = tokens[k]
        if form is None:
            out[a] = text[a].upper() if len(text[a].upper()) == 1 else text[a]
        else:
            for i, c in zip(range(a, b), form, strict=True):
                if c.isupper():
                    out[i] = text[i].upper() if len(text[i].upper()) == 1 else text[i]
        lifted[k] = True

    k = 0
    while k < len(tokens):
        size = _named(t, tokens, folded, k, out, text)
        if size:
            for j in range(k, k + size):
                lifted[j] = True
            k += size
            continue
        a, b, low = tokens[k]
        word = text[a:b]
        if a and text[a - 1] in _APOSTROPHES and low in _CONTRACTED:
            k += 1
            continue
        beside = any(0 <= j < len(tokens) and tokens[j][2].isdigit() for j in (k - 1, k + 1)) or (k > 0 and (tokens[k - 1][2] in t.before_month or (low == "may" and tokens[k - 1][2] == "the")))
        if word in acronyms or (len(word) > 1 and word.isalpha() and not _VOWELS & set(low)) or (low == "us" and (k == 0 or tokens[k - 1][2] == "the")):
            lift(k, word)
        elif low == "i" or (low in t.with_number and beside) or (low.isalpha() and len(low) > 1 and not t.is_word(low)) or _ELIDED.match(text, a):
            lift(k)
        k += 1
    for m in _INITIALS.finditer(text):
        out[m.start() : m.end()] = text[m.start() : m.end()]
    _titles(t, tokens, folded, lifted, lift)
    _spelt_out(t, text, tokens, lift)
    for m in _OPENING.finditer(text):
        if text[m.start()] == "." and _ABBREVIATION.search(text[max(0, m.start() - 6) : m.start() + 1]):
            continue
        out[m.end()] = text[m.end()].upper() if len(text[m.end()].upper()) == 1 else text[m.end()]
    return "".join(out)


def _named(t: _Table, tokens: list[tuple[int, int, str]], folded: str, k: int, out: list[str], text: str) -> int:
    """Restore the longest name that begins at token `k`; gives its number of tokens, 0 if there is none."""
    start = tokens[k][0]
    for last in range(min(k + _WORDS, len(tokens)) - 1, k - 1, -1):
        end = tokens[last][1]
        key = folded[start:end].lower()
        form = t.names.get(key)
        if form is None and folded[end : end + 1] == ".":
            form = t.names.get(key + ".")
            end += form is not None
        if form is None or len(form) != end - start:
            continue
        for i, c in zip(range(start, end), form, strict=True):
            if c.isupper() and len(text[i].upper()) == 1:
                out[i] = text[i].upper()
        return last - k + 1
    return 0


def _titles(t: _Table, tokens: list[tuple[int, int, str]], folded: str, lifted: list[bool], lift: "object") -> None:
    """Titles before a name: "PRESIDENT DANIEL ORTEGA" is "President Daniel Ortega"."""
    for k in range(len(tokens) - 1, 0, -1):
        if lifted[k] and not lifted[k - 1] and tokens[k - 1][2] in t.titles and folded[tokens[k - 1][1] : tokens[k][0]].strip() in ("", "."):
            lift(k - 1)  # type: ignore[operator]


def _spelt_out(t: _Table, text: str, tokens: list[tuple[int, int, str]], lift: "object") -> None:
    """The name before its abbreviation: "THE NATIONAL LIBERATION ARMY (ELN)"."""
    for m in _BRACKETED.finditer(text):
        before = [k for k in range(len(tokens)) if tokens[k][1] <= m.start()][-_WORDS:]
        run: list[int] = []
        for k in reversed(before):
            gap = text[tokens[k][1] : tokens[run[-1]][0]] if run else text[tokens[k][1] : m.start()]
            if gap.strip() not in ("", "-") or tokens[k][2] in ("the", "a", "an", "by", "with", "that", "from"):
                break
            run.append(k)
        for k in run:
            if tokens[k][2] not in t.small:
                lift(k)  # type: ignore[operator]
