"""Time expressions: where they stand, their TIMEX3 value, and the days that they may mean. The anchor is the story's date."""

import datetime as dt
import re

import msgspec

from dateline.annotate import calendar as cal
from dateline.annotate.timewords import time_words
from dateline.model.claim import TimeExpression
from dateline.model.reading import Reading
from dateline.model.story import Record, Span

_FUTURE_AUX = frozenset({"will", "'ll", "\u2019ll", "shall", "would", "may", "might", "could", "should", "must", "wo", "'d"})
_FUTURE_VERBS = frozenset({"schedule", "set", "expect", "plan", "due", "postpone", "delay", "slate", "intend", "hope", "aim", "want", "prepare", "agree", "decide", "order", "urge", "ask", "call", "demand", "vow", "pledge", "promise", "threaten", "propose", "try"})
_FUTURE_PREPS = frozenset({"until", "till", "by", "before"})
_PAST_TAGS = frozenset({"VBD", "VBN"})


class Found(Record):
    """What a rule makes of a match: type, value, and what differs from the days of the value."""

    type: str
    value: str | None
    mod: str | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    vague: bool = False
    cut: int = 0
    """Characters of the match's beginning that do not belong to the expression."""


def find_times(reading: Reading) -> Reading:
    """Add the time expressions of a story, in the order of the text. The header's dates are furniture."""
    if reading.parse is None:
        return reading
    return msgspec.structs.replace(reading, times=tuple(_Reader(reading).read()))


class _Reader:
    """One story's reading: its anchor, its parse, and the last date that it told of."""

    def __init__(self, reading: Reading) -> None:
        self.story, self.p = reading.story, reading.tokens
        self.text = self.story.reading
        self.words = time_words()
        self.day = self.story.published
        self.last: str | None = None

    def read(self) -> list[TimeExpression]:
        out = self._header()
        taken = [t.span for t in out]
        at = 0
        for start, end, name, m in self._candidates():
            if start < at or any(a < end and start < b for a, b in taken):
                continue
            found = getattr(self, f"_{name}", self._skip)(m)
            if found is None:
                continue
            at = end
            out.append(self._expression((start + found.cut, end), found))
            if found.type in ("DATE", "TIME") and found.value and found.value[:1].isdigit():
                self.last = found.value
        out.sort(key=lambda t: t.span)
        return [msgspec.structs.replace(t, id=f"t{k}") for k, t in enumerate(out, 1)]

    def _header(self) -> list[TimeExpression]:
        """The crawl line's date and the dateline's."""
        out: list[TimeExpression] = []
        crawl = re.compile(r"\s*date (\d{4}-\d\d-\d\d)(?=\s)").match(self.text)
        if crawl:
            out.append(self._expression(crawl.span(1), Found(type="DATE", value=crawl[1]), furniture=True))
        line = self.story.dateline
        if line and line.date_span:
            value = line.date.isoformat() if line.date else None
            out.append(self._expression(line.date_span, Found(type="DATE", value=value), furniture=True))
        return out

    def _expression(self, span: Span, found: Found, *, furniture: bool = False) -> TimeExpression:
        lo, hi = cal.days(found.value) if found.type in ("DATE", "TIME") else (None, None)
        return TimeExpression(
            id="", span=span, text=self.story.slice(span), type=found.type, value=found.value, mod=found.mod,
            earliest=found.earliest or lo, latest=found.latest or hi, vague=found.vague, furniture=furniture,
        )  # fmt: skip

    def _candidates(self) -> list[tuple[int, int, str, re.Match[str]]]:
        """All matches in the story's lead and body, the first and longest first."""
        out = []
        for part in self.story.parts:
            if part.kind == "furniture":
                continue
            for rank, (name, pattern) in enumerate(self.words.patterns):
                out += [(m.start(), -m.end(), rank, name, m) for m in pattern.finditer(self.text, *part.span)]
        out.sort(key=lambda c: c[:3])
        return [(start, -end, name, m) for start, end, _, name, m in out]

    # -- direction ----------------------------------------------------------------------------------------------------

    def _token(self, at: int) -> int | None:
        return self.p.token_at(at)

    def _direction(self, at: int) -> int:
        """1 where the words around a time point to the future, -1 to the past, 0 where they do not say."""
        p = self.p
        i = self._token(at)
        if i is None:
            return 0
        before = i - 1
        if before >= 0 and p.lemmas[before] in _FUTURE_PREPS:
            return 1
        for a in p.ancestors(i):
            if p.lemmas[a] in _FUTURE_PREPS and p.tags[a] == "IN":
                return 1
            tag = p.tags[a]
            if p.lemmas[a] in ("due", "likely") and tag[:2] == "JJ":
                return 1
            if tag[:2] not in ("VB", "MD"):
                continue
            aux = [c for c in p.children(a) if p.deps[c] in ("aux", "auxpass")]
            if any(p.words[c].lower() in _FUTURE_AUX for c in aux):
                return 1
            if tag == "VB":
                if any(p.tags[c] == "TO" for c in aux):
                    head = p.heads[a]
                    return 1 if p.lemmas[head] in _FUTURE_VERBS or p.tags[head][:2] == "NN" or p.lemmas[head] in ("due", "likely") or p.tags[head] in ("VBZ", "VBP") else -1
                if any(p.lemmas[c] == "do" for c in aux):
                    return -1
                return 1
            if tag in _PAST_TAGS:
                if p.lemmas[a] in ("schedule", "slate", "expect", "postpone", "delay", "plan", "set") and tag == "VBN":
                    return 1
                return -1
            if tag in ("VBZ", "VBP"):
                return 1 if not any(p.lemmas[c] == "have" for c in aux) and p.lemmas[a] not in ("say", "be", "show", "report") else -1
            if tag == "VBG":
                if any(p.lemmas[c] == "be" and p.tags[c] in ("VBZ", "VBP") for c in aux):
                    return 1
                continue
        return 0

    def _year(self, word: str | None) -> int | None:
        """The year that a word names: 2019, "nineteen ninety-six", "last year"."""
        if word is None:
            return None
        if word.isdigit():
            return int(word)
        low = word.lower()
        if low.endswith("year") and self.day:
            for key, n in (("this", 0), ("last", -1), ("next", 1), ("previous", -1), ("following", 1), ("same", 0)):
                if key in low:
                    return self.day.year + n
        parts = re.split(r"[- ]", low)
        numbers = self.words.numbers
        if parts[0] == "two":
            return 2000 + sum(numbers.get(w, 0) for w in parts[2:])
        if len(parts) > 1 and parts[0] in numbers:
            return numbers[parts[0]] * 100 + sum(numbers.get(w, 0) for w in parts[1:])
        return None

    # -- dates --------------------------------------------------------------------------------------------------------

    def _date_value(self, year: int, month: int, day: int) -> Found | None:
        try:
            return Found(type="DATE", value=dt.date(year, month, day).isoformat())
        except ValueError:
            return None

    def _iso(self, m: re.Match[str]) -> Found | None:
        found = self._date_value(int(m["y"]), int(m["m"]), int(m["d"]))
        if found and m["clock"]:
            return msgspec.structs.replace(found, type="TIME", value=f"{found.value}T{m['clock']}")
        return found

    def _numeric(self, m: re.Match[str]) -> Found | None:
        a, b, y = int(m["a"]), int(m["b"]), int(m["y"])
        if len(m["y"]) == 2:
            y += 1900 if y > 50 else 2000
        readings = [r for r in (self._date_value(y, b, a), self._date_value(y, a, b)) if r]
        if not readings:
            return None
        if self.day and len(readings) == 2:
            day = self.day
            readings.sort(key=lambda r: abs((dt.date.fromisoformat(str(r.value)) - day).days))
        return readings[0]

    def _month_number(self, name: str) -> int:
        return self.words.months[name.lower().rstrip(".")]

    def _near_year(self, month: int, day: int | None, at: int) -> int | None:
        """The year of a month or day that names none, by the direction of the words around it."""
        if self.day is None:
            return None
        direction, year = self._direction(at), self.day.year

        def first(y: int) -> dt.date:
            return dt.date(y, month, min(day or 1, cal.month_end(y, month).day))

        if day is None:
            this = self.day.month
            if direction >= 0 and month > this and (direction > 0 or month - this < 3):
                return year
            if direction > 0:
                return year if month >= this else year + 1
            return year if month <= this else year - 1
        past = year if first(year) <= self.day else year - 1
        future = year if first(year) >= self.day else year + 1
        back, on = (self.day - first(past)).days, (first(future) - self.day).days
        if direction > 0:
            return future if on < 300 else past
        if direction < 0:
            return past if back < 330 or on > 10 else future
        return future if on * 3 < back else past

    def _date(self, m: re.Match[str]) -> Found | None:
        month, day = self._month_number(m["mon"]), int(re.sub(r"\D", "", m["d"]))
        year = self._year(m["y"]) or self._near_year(month, day, m.start("mon"))
        return self._date_value(year, month, day) if year else Found(type="DATE", value=f"XXXX-{month:02d}-{day:02d}")

    def _date_range(self, m: re.Match[str]) -> Found | None:
        m2 = self._month_number(m["mon2"] or m["mon"])
        m1 = self._month_number(m["mon"])
        d1, d2 = (int(re.sub(r"\D", "", m[k])) for k in ("d", "d2"))
        if m.start("d") < m.start("mon") and m["mon2"]:
            m1, m2 = m2, m1
        year = self._year(m["y"]) or self._near_year(m2, d2, m.start("mon"))
        if not year:
            return None
        last = self._date_value(year, m2, d2)
        first = self._date_value(year - (m1 > m2), m1, d1)
        if not first or not last or str(first.value) > str(last.value):
            return None
        return Found(type="DATE", value=f"{first.value}/{last.value}")

    _MODS = {"early": "START", "mid": "MID", "late": "END", "earlier": None, "later": None, "end": "END", "beginning": "START", "start": "START", "middle": "MID"}

    def _mod(self, words: str | None) -> str | None:
        if not words:
            return None
        return next((v for k, v in self._MODS.items() if re.search(rf"\b{k}\b", words.lower())), None)

    def _month(self, m: re.Match[str]) -> Found | None:
        at, name = m.start("mon"), m["mon"]
        i = self._token(at)
        if i is None:
            return None
        p = self.p
        bare = not m["rel"] and not m["mod"] and not m["y"]
        if name.lower().rstrip(".") in ("may", "march", "mar", "sun", "sat", "jun", "dec", "jan") and bare:
            if p.tags[i] in ("MD", "VB", "VBP", "VBZ", "VBD"):
                return None
            if name.isupper() and len(name) < 6:
                return None
        if bare and (p.tags[i][:1] not in "NC" or self._is_name(i)):
            return None
        month, rel, year = self._month_number(name), (m["rel"] or "").lower(), self._year(m["y"])
        if year is None and self.day:
            y, this = self.day.year, self.day.month
            if rel in ("last", "past", "this past"):
                year = y if month < this else y - 1
            elif rel in ("next", "coming", "this coming", "the coming"):
                year = y if month > this else y + 1
            elif rel == "this":
                year = y
            else:
                year = self._near_year(month, None, at)
        value = f"{year:04d}-{month:02d}" if year else f"XXXX-{month:02d}"
        found = Found(type="DATE", value=value, mod=self._mod(m["mod"]))
        return self._narrow(found)

    def _narrow(self, found: Found) -> Found:
        """The third of a period that "early", "mid" or "late" names."""
        lo, hi = cal.days(found.value)
        if not found.mod or not lo or not hi:
            return found
        third = (hi - lo).days // 3
        if found.mod == "START":
            return msgspec.structs.replace(found, latest=cal.add_days(lo, third))
        if found.mod == "END":
            return msgspec.structs.replace(found, earliest=cal.add_days(hi, -third))
        if found.mod == "MID":
            return msgspec.structs.replace(found, earliest=cal.add_days(lo, third), latest=cal.add_days(hi, -third))
        return found

    def _is_name(self, i: int) -> bool:
        """Whether a month or weekday is part of somebody's name."""
        return any(e.first <= i < e.last and (e.label in ("PERSON", "ORG", "WORK_OF_ART", "FAC", "PRODUCT")) for e in self.p.entities)

    def _weekday(self, m: re.Match[str]) -> Found | None:
        i = self._token(m.start("dow"))
        name = m["dow"].lower().rstrip(".")
        rel = re.sub(r"\s+", " ", (m["rel"] or "").lower())
        if i is None or (len(name) == 3 and not m["dow"].endswith(".") and self.p.tags[i][:2] not in ("NN",)):
            return None
        if name in ("sun", "sat") and not m["dow"].endswith(".") and not m["part"]:
            return None
        number = self.words.weekdays[name]
        cut = m.start("dow") - m.start() if rel in ("on", "earlier", "later", "early", "late") else 0
        if self.day is None:
            return Found(type="DATE", value=f"XXXX-WXX-{number + 1}", cut=cut)
        if m["week"]:
            monday = cal.add_days(self.day, -self.day.weekday() + {"last": -7, "this": 0, "next": 7}[m["week"].lower().split()[0]])
            day = cal.add_days(monday, number)
        elif rel in ("last", "this past"):
            day = cal.weekday(cal.add_days(self.day, -1), number, -1)
        elif rel in ("next", "this coming", "the coming"):
            day = cal.weekday(cal.add_days(self.day, 1), number, 1)
        elif rel in ("the following", "the previous") and self.last and (near := cal.days(self.last)[1]):
            sign = 1 if rel == "the following" else -1
            day = cal.weekday(cal.add_days(near, sign), number, sign)
        else:
            day = cal.weekday(self.day, number, 1 if self._direction(m.start("dow")) > 0 else -1)
        value = day.isoformat()
        if m["part"]:
            return Found(type="TIME", value=value + self._part(m["part"]), cut=cut)
        return Found(type="DATE", value=value, cut=cut)

    def _part(self, word: str) -> str:
        word = word.lower()
        return {"noon": "T12:00", "midnight": "T24:00", "lunchtime": "T12:00"}.get(word) or self.words.parts[word]

    def _day_word(self, m: re.Match[str]) -> Found | None:
        word = re.sub(r"\s+", " ", m["word"].lower())
        cut = m.start("word") - m.start()
        if self.day is None:
            return Found(type="DATE", value=None, cut=cut)
        n = {"yesterday": -1, "tomorrow": 1}.get(word, -2 if "before" in word else 2 if "after" in word else 0)
        day = cal.add_days(self.day, n)
        value = day.isoformat()
        if word == "tonight":
            return Found(type="TIME", value=value + "TNI", cut=cut)
        if word == "overnight":
            before = cal.add_days(self.day, -1)
            return Found(type="TIME", value=before.isoformat() + "TNI", earliest=before, latest=self.day, cut=cut)
        if m["part"]:
            return Found(type="TIME", value=value + self._part(m["part"]), cut=cut)
        return Found(type="DATE", value=value, cut=cut)

    _LETTER = {"day": "D", "week": "W", "weekend": "W", "month": "O", "quarter": "Q", "year": "Y", "decade": "E", "century": "C"}

    def _this_unit(self, m: re.Match[str]) -> Found | None:
        if self.day is None:
            return None
        rel, unit = re.sub(r"\s+", " ", m["rel"].lower()), re.sub(r"\s+", " ", m["unit"].lower())
        rel = rel.removeprefix("the ")
        step = {"last": -1, "past": -1, "this past": -1, "previous": -1, "next": 1, "coming": 1, "this coming": 1, "following": 1}.get(rel, 0)
        anchor = self.day
        if rel in ("that", "same", "that same", "previous", "following"):
            near = cal.days(self.last)[0] if self.last else None
            if near is None:
                return None
            anchor = near
        mod = self._mod(m["mod"])
        if unit in self.words.parts:
            if unit == "night" and rel == "last":
                return Found(type="TIME", value=cal.add_days(anchor, -1).isoformat() + "TNI")
            return Found(type="TIME", value=cal.add_days(anchor, step).isoformat() + self.words.parts[unit], mod=mod)
        if unit in self.words.seasons:
            return self._season_value(self.words.seasons[unit], step, mod)
        if unit.endswith(" year"):
            return Found(type="DATE", value=str(anchor.year + step), mod=mod)
        if unit == "day" and m["rel"].lower() in ("the past", "the last", "the next"):
            return Found(type="DURATION", value="P1D")
        value = cal.at(cal.move(anchor.replace(day=1) if unit in ("month", "quarter", "year") else anchor, self._LETTER[unit], step), self._LETTER[unit])
        if unit == "weekend":
            value += "-WE"
        found = self._narrow(Found(type="DATE", value=value, mod=mod))
        words = (m["mod"] or "").lower()
        if words == "earlier" and step == 0:
            return msgspec.structs.replace(found, latest=self.day)
        if words == "later" and step == 0:
            return msgspec.structs.replace(found, earliest=self.day)
        return found

    def _season_value(self, code: str, step: int, mod: str | None) -> Found:
        assert self.day is not None
        year = self.day.year
        first, last = cal.days(f"{year:04d}-{code}")
        assert first and last
        if code == "WI" and self.day.month < 3:
            year, first, last = year - 1, first.replace(year=year - 1), cal.days(f"{year - 1:04d}-WI")[1]
            assert last
        if step < 0 and first <= self.day or step > 0 and first > self.day:
            year += 0 if (step > 0 or last < self.day) else -1
        else:
            year += step
        return self._narrow(Found(type="DATE", value=f"{year:04d}-{code}", mod=mod))

    def _season(self, m: re.Match[str]) -> Found | None:
        year = self._year(m["y"])
        return self._narrow(Found(type="DATE", value=f"{year:04d}-{self.words.seasons[m['season'].lower()]}", mod=self._mod(m["mod"]))) if year else None

    def _year_word(self, at: int) -> bool:
        """Whether a number of four digits is a year: after a word that years follow, before a noun, but no amount."""
        p = self.p
        i = self._token(at)
        if i is None:
            return False
        if i and p.words[i - 1] in ("$", "No", "No.", "Resolution", "resolution", "#", "+"):
            return False
        value = int(p.words[i][:4]) if p.words[i][:4].isdigit() else 0
        if i and p.lemmas[i - 1] in ("in", "since", "of", "by", "from", "until", "till", "before", "after", "during", "early", "late", "mid", "to", "through", "throughout", "and", "circa", "around", "between", "(", "-", "\u2013", "'s", "the", "for", "as"):
            if p.deps[i] == "nummod" and i + 1 < len(p) and p.tags[i + 1] == "NNS" and not (1900 <= value <= 2099):
                return False
            return 1500 <= value <= 2100
        return 1900 <= value <= 2100 and not (p.deps[i] == "nummod" and i + 1 < len(p) and p.tags[i + 1] == "NNS")

    def _plain_year(self, m: re.Match[str]) -> Found | None:
        if m["y"].isdigit() and not self._year_word(m.start("y")):
            return None
        year = self._year(m["y"])
        return self._narrow(Found(type="DATE", value=f"{year:04d}", mod=self._mod(m["mod"]))) if year else None

    def _vague(self, m: re.Match[str]) -> Found | None:
        word = re.sub(r"\s+", " ", m["word"].lower())
        value = self.words.vague[word]
        if value == "PAST_REF" and word in ("recently", "lately") and self.day:
            return Found(type="DATE", value=value, mod="APPROX", earliest=cal.add_days(self.day, -30), latest=self.day, vague=True)
        return Found(type="DATE", value=value, vague=True)

    def _skip(self, m: re.Match[str]) -> Found | None:
        return None

    _ago = _rel_n = _quarter = _decade = _century = _year_range = _clock = _set = _duration = _skip
