"""Regular inflection, to mend lemmas: the parser's rules make "stag" of "staged" and "fin" of "fined"."""

import functools

from dateline.lexicon import load, reporting
from dateline.settings import Settings

_VOWELS = "aeiou"
_DOUBLING = frozenset({"abet", "commit", "admit", "permit", "submit", "refer", "defer", "rebut", "repel", "expel", "compel", "dispel", "forbid", "regret", "equip"})


def forms(verb: str) -> tuple[str, str, str]:
    """The regular past, gerund and third person of a verb."""
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb + "d", verb[:-1] + "ing", verb + "s"
    if verb.endswith("ee"):
        return verb + "d", verb + "ing", verb + "s"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ied", verb + "ing", verb[:-1] + "ies"
    short = len(verb) <= 4 and len(verb) > 2 and verb[-1] in "bdgklmnprt" and verb[-2] in _VOWELS and verb[-3] not in _VOWELS
    if short or verb in _DOUBLING:
        return verb + verb[-1] + "ed", verb + verb[-1] + "ing", verb + "s"
    if verb.endswith(("s", "x", "z", "ch", "sh")):
        return verb + "ed", verb + "ing", verb + "es"
    return verb + "ed", verb + "ing", verb + "s"


@functools.cache
def verb_lemmas(settings: Settings) -> dict[str, str]:
    """Inflected forms of every verb that the lexicon, the cue words and the status words know, to the verb."""
    verbs: set[str] = set()
    for e in load.event_entries(settings):
        verbs |= {v.split()[0] for v in e.verb}
    verbs |= set(reporting.inflected())
    for spec in load.words("status").values():
        if isinstance(spec, dict):
            verbs |= {str(v).split()[0] for v in spec.get("verbs", ())}
    verbs |= {w.split()[0] for w in load.classes(settings)["light"]}
    table: dict[str, str] = {}
    for v in sorted(verbs):
        if v.isalpha() and len(v) > 2:
            for f in forms(v):
                table.setdefault(f, v)
    return {f: v for f, v in table.items() if f not in verbs} | dict(load.words("lemmas")["verbs"])


@functools.cache
def noun_lemmas() -> dict[str, str]:
    """Plural nouns whose lemma the parser gets wrong."""
    return dict(load.words("lemmas")["nouns"])
