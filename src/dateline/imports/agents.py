"""PETRARCH and TABARI agent dictionaries: words for people and bodies without names, with the sector that they add to a country.

    !PERSON! = MAN, MEN, WOMAN, WOMEN, PERSON      # a set of endings
    LAWMAN {LAWMEN} [~COP]                          # a word, its irregular plural, its role
    FISHER!PERSON! [~AGR]
"""

import re

from dateline.imports.base import Base
from dateline.imports.cameo import meaning
from dateline.imports.found import Found
from dateline.lexicon import load

NAME = "agents"
_SET = re.compile(r"^!(\w+)!\s*=\s*(.+)$")
_ENTRY = re.compile(r"^(?P<word>[^\[{]+?)\s*(?:\{(?P<plural>[^}]*)\})?\s*\[(?P<code>[^\]]*)\]\s*$")


def matches(head: str) -> bool:
    """Whether a text has agent codes, or says that it holds agents."""
    return "[~" in head or "~]" in head or ("agents" in head[:200].lower() and "!PERSON!" in head)


def read(text: str, base: Base) -> Found:
    """Read a dictionary: each word with the sectors of its code. A body's code ("IGO~") is no sector and is reported."""
    found = Found()
    sets: dict[str, list[str]] = {}
    table = load.words("cameo_actors")
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.partition("#")[0].partition(";")[0].strip()
        if not line:
            continue
        if m := _SET.match(line):
            sets[m[1]] = [w.strip().lower() for w in m[2].split(",") if w.strip()]
            continue
        found.read += 1
        m = _ENTRY.match(line)
        if not m:
            found.fault(number, raw, "neither a word with a code nor a set of endings")
            continue
        if not m["code"].startswith("~"):
            found.fault(number, raw, "a code that does not follow the country's: no sector")
            continue
        code = m["code"].strip("~").strip()
        what = meaning(code, base)
        if code[:3] not in table["sectors"] and code[:3] in table["religions"]:
            sectors: tuple[str, ...] = ("REL", *what.sectors)
        elif code[:3] not in table["sectors"]:
            found.fault(number, raw, f"{code} has no sector in PLOVER")
            continue
        else:
            sectors = tuple(table["sectors"][code[k : k + 3]] for k in range(0, len(code), 3) if code[k : k + 3] in table["sectors"])
        for word in _words(m["word"], m["plural"], sets):
            found.words.setdefault(word, (number, "+".join(dict.fromkeys(sectors))))
    return found


def _words(word: str, plural: str | None, sets: dict[str, list[str]]) -> list[str]:
    plain = " ".join(word.replace("_", " ").lower().split())
    m = re.search(r"!(\w+)!", plain, re.I)
    stems = [plain]
    if m:
        stems = [(plain[: m.start()] + ending + plain[m.end() :]).strip() for ending in sets.get(m[1].upper(), [])]
    if plural and plural.strip():
        stems.append(" ".join(plural.replace("_", " ").lower().split()))
    return [s for s in stems if len(s) > 2]
