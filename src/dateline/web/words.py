"""How days, numbers, names and marks of status read on a page."""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from dateline.lexicon.process import machine
from dateline.show.style import STATUS
from dateline.web import known

_ISO = re.compile(r"\b([0-9]{4})-([0-9]{2})-([0-9]{2})\b")


def day(value: dt.date | None, missing: str = "") -> str:
    """A day for reading: "8 July 2020"."""
    return f"{value.day} {value:%B %Y}" if value else missing


def short(value: dt.date | None, missing: str = "") -> str:
    """A day in little room: "8 Jul 2020"."""
    return f"{value.day} {value:%b %Y}" if value else missing


def days(earliest: dt.date | None, latest: dt.date | None) -> str:
    """An interval for reading; empty where neither end is known."""
    if latest is None:
        return f"from {short(earliest)}" if earliest else ""
    if earliest is None:
        return f"by {short(latest)}"
    return short(latest) if earliest == latest else f"{short(earliest)} – {short(latest)}"


def number(value: int | None) -> str:
    """A number with its thousands apart."""
    return "" if value is None else f"{value:,}"


def plain(value: str | None) -> str:
    """A code as words: "called_for" is "called for"."""
    return (value or "").replace("_", " ").replace("-", " ")


def kind(type_: str | None, mode: str | None = None) -> str:
    """An event's type and mode as words: "assault, heavy weapons"."""
    return plain(type_).lower() + (f", {plain(mode)}" if mode else "")


def mark(status: str) -> str:
    """The mark of a status, so that it does not hang on colour."""
    return STATUS.get(status, ("·", ""))[0]


def several(count: int, one: str, many: str | None = None) -> str:
    """A count with its word: "1 story", "3 stories"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def names(values: Iterable[str] | None, most: int = 4) -> str:
    """Names in a row; beyond some, how many more."""
    found = list(dict.fromkeys(v for v in values or () if v))
    return ", ".join(found[:most]) + (f" and {len(found) - most} more" if len(found) > most else "")


def clip(text: str | None, size: int = 160) -> str:
    """The beginning of a text on one line."""
    line = " ".join((text or "").split())
    return line if len(line) <= size else line[: size - 1].rstrip() + "…"


def state(name: str) -> str:
    """A state of a side as it reads; other words stay."""
    states = machine().states
    return states[name].says if name in states else plain(name)


def value(held: object) -> str:
    """What a field of a record holds, for reading."""
    if isinstance(held, bool):
        return "yes" if held else "no"
    return "not told" if held in (None, "", [], ()) else ", ".join(map(str, held)) if isinstance(held, list | tuple) else str(held)


def tone(phase: str | None) -> str:
    """The tone of a phase, for colour beside the word."""
    return {"made": "live", "running": "live", "out": "over", "over": "over"}.get(phase or "", "open")


def dates(text: str | None) -> str:
    """A text with the days in it as they are read: "2020-01-15" becomes "15 Jan 2020", on one line."""
    return _ISO.sub(lambda m: short(_valid(*m.groups())).replace(" ", "\u00a0") or m.group(), text or "")


def _valid(year: str, month: str, of: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(of))
    except ValueError:
        return None


def told_by(holders: Iterable[str] | None) -> str:
    """Who vouches, the outlet first: "the outlet › Sergey Lavrov"."""
    return " › ".join("the outlet" if h == "outlet" else "an unnamed source" if h == "unnamed" else known.name(h) if h in known.actors() else h for h in holders or ())


def holders(chain: str) -> str:
    """The same from a chain as incidents keep it: "outlet < person.sergey-lavrov"."""
    return told_by(chain.split(" < "))


FILTERS: dict[str, Callable[..., Any]] = {
    "day": day, "short": short, "number": number, "plain": plain, "mark": mark, "names": names, "clip": clip, "several": several, "kind": kind, "state": state, "told_by": told_by, "holders": holders, "conflict": known.conflict, "actors": known.names, "actor": known.name, "dates": dates, "tone": tone, "days": lambda pair: days(*pair),
    "json": json.loads, "value": value,
}  # fmt: skip
