"""What Dateline knows already, as importers need it: who bears a name, how words are written, what is a first name, a role, a body."""

import collections
import functools
import re

from dateline.lexicon import load
from dateline.lexicon.entries import ActorEntry
from dateline.lexicon.names import NameIndex, fold
from dateline.settings import DATA

_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "a", "an", "de", "del", "la", "las", "los", "y", "e", "et", "des", "du", "von", "van", "der", "den", "bin", "ibn", "al", "da", "dos"})
_VOWEL = re.compile(r"[AEIOUY]")


class Base:
    """The shipped knowledge base. Build once an import."""

    def __init__(self, index: NameIndex) -> None:
        self.index = index
        self.entries: dict[str, ActorEntry] = {e.id: e for e in index.entries}
        agents = load.agents()
        self.roles = {w: r for r in agents.roles for w in r.words if not r.countries}
        self.people = {w for g in agents.people for w in g.words}
        self.bodies = {w: b for b in agents.bodies for w in b.words}
        self.role_ids = {r.role for r in agents.roles}

    def bearers(self, name: str, *, strong: bool = True) -> list[ActorEntry]:
        """The entries that bear a name, whatever its capitals."""
        return [self.index.entries[number] for number, how in self.index.borne(name) if not (strong and how == "weak")]

    def state(self, country: str | None) -> ActorEntry | None:
        """The state with an ISO 3166-1 code."""
        e = self.entries.get(country or "")
        return e if e is not None and e.kind == "state" else None

    @functools.cached_property
    def _forms(self) -> dict[str, str]:
        """How the words of known names are written ("mccain": "McCain"), by the form most used."""
        count: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
        for e in self.entries.values():
            for n in (e.name, *e.aliases):
                for w in fold(n).split():
                    count[w.lower()][w] += 1
        return {low: forms.most_common(1)[0][0] for low, forms in count.items()}

    @functools.cached_property
    def ordinary(self) -> frozenset[str]:
        """Words that English writes in lower case: alone they are no safe name."""
        lines = (DATA / "lowercase.txt").read_text(encoding="utf-8").splitlines()
        return frozenset(w for line in lines if not line.startswith("#") for w in line.split())

    @functools.cached_property
    def body_words(self) -> frozenset[str]:
        """Words of the names of bodies and groups that are not people's names ("front", "liberation")."""
        count: collections.Counter[str] = collections.Counter()
        for e in self.entries.values():
            if e.kind not in ("person", "state"):
                count.update(set(fold(e.name).lower().split()))
        return frozenset(w for w, n in count.items() if n > 2 and len(w) > 3 and w not in self.index.people)

    @functools.cached_property
    def first_names(self) -> frozenset[str]:
        """First names of the people of the base, folded and in lower case."""
        count = collections.Counter(fold(e.name).split()[0].lower().strip(".") for e in self.entries.values() if e.kind == "person" and " " in e.name)
        return frozenset(w for w, n in count.items() if n > 1 and len(w) > 2)

    def cased(self, name: str) -> str:
        """A name in capitals as agencies would write it; letters that are no word ("UNHCR") keep their capitals."""
        words = name.split()
        out = []
        for k, w in enumerate(words):
            low = fold(w).lower()
            if k and low in _SMALL:
                out.append(low)
            elif low in self._forms and (known := self._forms[low]) and (k or known[:1].isupper()):
                out.append(known if known.isupper() or len(known) > 1 else w)
            elif "." in w[:-1] or not _VOWEL.search(w) or (len(words) == 1 and len(w) <= 4):
                out.append(w.upper())
            else:
                out.append(re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), w))
        return " ".join(out)

    def is_person(self, name: str) -> bool:
        """Whether a name looks like a person's: two to six words, a known first name ahead, no word for a body or role."""
        words = [w.strip(".,").lower() for w in fold(name).split()]
        if not 2 <= len(words) <= 6 or set(words) & {"of", "the", "for", "and", "&"} or any(c.isdigit() for c in name):
            return False
        if any(w in self.bodies or w in self.roles or w in self.people or w in self.body_words for w in words[1:]):
            return False
        return words[0] in self.first_names or (len(words[0]) == 1 and len(words) == 3)

    def role_of(self, title: str) -> str | None:
        """The role that a title names ("Minister of Foreign Affairs"), by the longest role noun in it."""
        low = f" {fold(title).lower()} "
        best = max((w for w in self.roles if f" {w} " in low), key=lambda w: (len(w), w), default=None)
        return self.roles[best].role if best else None
