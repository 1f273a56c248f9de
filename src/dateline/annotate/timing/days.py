"""Days and months of the calendar, and clocks."""

import datetime as dt
import re

import msgspec

from dateline.annotate.timing import calendar as cal
from dateline.annotate.timing.base import Base, Found, Match, mod_of, plain

_STORY = 300


class Days(Base):
    """The rules of dates, weekdays, months and clocks."""

    def _on(self, year: int, month: int, day: int) -> Found | None:
        try:
            return Found(type="DATE", value=dt.date(year, month, day).isoformat())
        except ValueError:
            return None

    def iso(self, m: Match) -> Found | None:
        """2020-07-08, also with a clock."""
        found = self._on(int(m["y"]), int(m["m"]), int(m["d"]))
        return msgspec.structs.replace(found, type="TIME", value=f"{found.value}T{m['clock']}{m['z'] or ''}") if found and m["clock"] else found

    def numeric(self, m: Match) -> Found | None:
        """08/07/2020: the day first, unless only the other order is a date, or only that lies near the story's day."""
        a, b, y = int(m["a"]), int(m["b"]), int(m["y"])
        if len(m["y"]) == 2:
            y += 1900 if y > 50 else 2000
        readings = [r for r in (self._on(y, b, a), self._on(y, a, b)) if r]
        if self.day and len(readings) == 2:
            day = self.day
            gaps = [abs((dt.date.fromisoformat(str(r.value)) - day).days) for r in readings]
            if gaps[1] < 45 < gaps[0]:
                readings.reverse()
        return readings[0] if readings else None

    def _month_number(self, name: str) -> int:
        return self.words.months[name.lower().rstrip(".")]

    def _near_year(self, month: int, day: int | None, at: int) -> int | None:
        """The year of a month or day that names none, by the direction of the words around it."""
        if self.day is None:
            return None
        way, year, this = self._direction(at), self.day.year, self.day.month
        told = self.told[0] if self.told and way < 2 and at - self.told[1] < _STORY and self.told[0] < year else None
        if told:
            return told
        if day is None:
            if way > 1:
                return year if month >= this else year + 1
            if way >= 0 and 0 < month - this < 3:
                return year
            return year if month <= this else year - 1

        def on(y: int) -> dt.date:
            return dt.date(y, month, min(day, cal.month_end(y, month).day))

        past = year if on(year) <= self.day else year - 1
        future = year if on(year) >= self.day else year + 1
        back, ahead = (self.day - on(past)).days, (on(future) - self.day).days
        if way > 0:
            return future if ahead < 300 else past
        # A day of the year before is seldom told without its year, unless it is not long gone.
        if (
            past == year
            or back <= 200
            or (way < 0 and ahead > 100)
            or (way < -1 and ahead > 45 and self._before(at) not in ("until", "till", "by", "through", "to"))
        ):
            return past
        return past if ahead * 3 >= back else future

    def _weekday_year(self, name: str | None, month: int, day: int) -> int | None:
        """The year near the story's in which a day is the weekday that stands before it."""
        if not name or self.day is None:
            return None
        now = self.day
        number = self.words.weekdays[name.lower().rstrip(".")]
        found = [self._on(year, month, day) for year in (now.year - 1, now.year, now.year + 1)]
        days = [d for d in (dt.date.fromisoformat(str(f.value)) for f in found if f) if d.weekday() == number]
        return min(days, key=lambda d: abs((d - now).days)).year if days else None

    def _day_number(self, words: str) -> int:
        return int(re.sub(r"\D", "", words))

    def date(self, m: Match) -> Found | None:
        """8 July 2020, July 8: also "the night of July 8"."""
        month, day = self._month_number(m["mon"]), self._day_number(m["d"])
        year = self._year(m["y"]) or self._weekday_year(m["dow"], month, day) or self._near_year(month, day, m.start("mon"))
        found = self._on(year, month, day) if year else Found(type="DATE", value=f"XXXX-{month:02d}-{day:02d}")
        return self._part_of(found, m["of"]) if found else None

    def _part_of(self, found: Found, part: str | None) -> Found:
        if not part:
            return found
        code = self.words.parts.get(plain(part), "TMO")
        return msgspec.structs.replace(found, type="TIME", value=f"{found.value}{code}")

    def ordinal(self, m: Match) -> Found | None:
        """The 15th, alone: a day of the month that the story last told of."""
        i = self.p.token_at(m.start("d"))
        if (
            i is None
            or self.day is None
            or (i + 1 < len(self.p) and self.p.tags[i + 1][:2] in ("NN", "JJ", "CD"))
            or self.p.words[i + 1 : i + 2] == ["-"]
        ):
            return None
        near = cal.days(self.last)[0] if self.last else self.day
        return self._on(near.year, near.month, self._day_number(m["d"])) if near else None

    def week_of(self, m: Match) -> Found | None:
        """The week of March 6."""
        month, day = self._month_number(m["mon"]), self._day_number(m["d"])
        year = self._year(m["y"]) or self._near_year(month, day, m.start("mon"))
        found = self._on(year, month, day) if year else None
        return Found(type="DATE", value=cal.at(dt.date.fromisoformat(str(found.value)), "W")) if found else None

    def part_of_month(self, m: Match) -> Found | None:
        """The first week of June, the second half of May 2019, the last days of March."""
        whole = self.month(m)
        lo, hi = cal.days(whole.value) if whole else (None, None)
        if whole is None or lo is None or hi is None:
            return whole
        order, unit = plain(m["ord"]), plain(m["part"])
        n = self.words.ordinals.get(order, 0)
        if unit == "half":
            first, last = (cal.add_days(lo, 15), hi) if n == 2 or order == "last" else (lo, cal.add_days(lo, 14))
        elif not n:
            first, last = cal.add_days(hi, -13 if unit == "weeks" else -6), hi
        elif unit in ("week", "weekend"):
            first, last = cal.add_days(lo, 7 * (n - 1)), min(cal.add_days(lo, 7 * n - 1), hi)
        else:
            first, last = lo, cal.add_days(lo, 13 if unit == "weeks" else 6)
        mod = "START" if first.day == 1 else "END" if last == hi else "MID"
        return msgspec.structs.replace(whole, mod=mod, earliest=first, latest=last)

    def date_range(self, m: Match) -> Found | None:
        """May 3-5, 28 April to 3 May."""
        m1, m2 = self._month_number(m["mon"] or m["mon2"]), self._month_number(m["mon2"] or m["mon"])
        d1, d2 = self._day_number(m["d"]), self._day_number(m["d2"])
        year = self._year(m["y"]) or self._near_year(m2, d2, m.start("mon2") if m["mon2"] else m.start("mon"))
        if not year or ("and" in m.group().lower().split() and self._before(m.start()) != "between"):
            return None
        first, last = self._on(year - (m1 > m2), m1, d1), self._on(year, m2, d2)
        if not first or not last or str(first.value) >= str(last.value):
            return None
        return Found(type="DATE", value=f"{first.value}/{last.value}")

    def month(self, m: Match) -> Found | None:
        """April, last April, early April 2019."""
        at, name = m.start("mon"), m["mon"]
        i = self.p.token_at(at)
        if i is None:
            return None
        given = m.groupdict()
        rel, year = plain(given.get("rel")), self._year(m["y"])
        bare = not rel and not given.get("mod") and not year and "ord" not in given
        if bare and (self.p.tags[i][:1] not in "NC" or (name.isupper() and len(name) < 6) or self._is_name(i)):
            return None
        if bare and ((len(name) == 3 and name != "May") or (name == "March" and self.text.startswith(" of", m.end()))):
            return None
        if bare and self.p.deps[i] == "compound" and i + 1 < len(self.p) and self.p.heads[i] == i + 1 and self._is_name(i + 1):
            return None
        month, mod, alternative = self._month_number(name), mod_of(given.get("mod")), None
        if year is None and self.day:
            y, this = self.day.year, self.day.month
            step = self.words.deictic.get(rel)
            if step is None or rel.endswith("same"):
                year = self._near_year(month, None, at)
            elif step == 0:
                year = y
            else:
                year = (y if month < this else y - 1) if step < 0 else (y if month > this else y + 1)
                if rel in ("last", "next") and year == y:
                    alternative = f"{y + step:04d}-{month:02d}"
        return self._narrow(Found(type="DATE", value=f"{year:04d}-{month:02d}" if year else f"XXXX-{month:02d}", mod=mod, alternative=alternative))

    def weekday(self, m: Match) -> Found | None:
        """Monday, last Monday, early on Monday, Monday night, Monday last week."""
        i, name, rel = self.p.token_at(m.start("dow")), m["dow"].lower().rstrip("."), plain(m["rel"])
        if (
            i is None
            or (len(name) == 3 and not m["dow"].endswith(".") and not m["part"])
            or m["dow"] in ("SUN", "SAT", "WED", "SUN.")
            or self._before(m.start("dow")) in ("bloody", "black", "cyber")
        ):
            return None
        if self._is_name(i) and not rel and self.p.tags[i - 1][:3] == "NNP" and i and self._is_name(i - 1):
            return None
        number, mod, alternative = self.words.weekdays[name], mod_of(m["mod"]), None
        if self.day is None:
            return Found(type="DATE", value=f"XXXX-WXX-{number + 1}", mod=mod)
        step = self.words.deictic.get(rel)
        near = cal.days(self.last)[1] if self.last else None
        if near and near.weekday() == number and self._before(m.start()) == "a":
            return Found(type="DATE", value=near.isoformat())
        if m["week"]:
            monday = cal.add_days(self.day, {"last": -7, "next": 7}.get(plain(m["week"]).split()[0], 0) - self.day.weekday())
            day = cal.add_days(monday, number)
        elif rel in ("following", "the following", "previous", "the previous") and near and step:
            day = cal.weekday(cal.add_days(near, step), number, step)
        elif step:
            day = cal.weekday(cal.add_days(self.day, step), number, step)
            alternative = cal.add_days(day, -7 * step if self.day.weekday() == number else 7 * step).isoformat() if rel in ("last", "next") else None
        elif step == 0 and rel.startswith("this"):
            day = cal.add_days(self.day, number - self.day.weekday())
        elif step == 0 and near:
            day = cal.weekday(near, number, 1)
        else:
            day = cal.weekday(self.day, number, 1 if self._direction(m.start("dow")) > 0 else -1)
        found = Found(type="DATE", value=day.isoformat(), mod=mod, alternative=alternative)
        if m["part"]:
            word = plain(m["part"])
            clock = self.words.clock.get(word)
            return msgspec.structs.replace(found, type="TIME", value=f"{found.value}{'T' + clock if clock else self.words.parts[word]}")
        return self._part_of(found, m["of"])

    def day_word(self, m: Match) -> Found | None:
        """Today, yesterday morning, overnight."""
        word, mod = plain(m["word"]), mod_of(m["mod"])
        if m["word"].istitle() and self.p.tags[max((self.p.token_at(m.start("word")) or 1) - 1, 0)] == "NNP":
            return None
        if self.day is None:
            return Found(type="DATE", value=None, mod=mod)
        n = {"yesterday": -1, "tomorrow": 1}.get(word, -2 if "before" in word else 2 if "after" in word else 0)
        day = cal.add_days(self.day, n)
        if word == "overnight":
            before = cal.add_days(self.day, -1)
            return Found(type="TIME", value=before.isoformat() + "TNI", earliest=before, latest=self.day)
        part = "TNI" if word == "tonight" else self.words.parts[plain(m["part"])] if m["part"] else ""
        return Found(type="TIME" if part else "DATE", value=day.isoformat() + part, mod=mod)

    def clock(self, m: Match) -> Found | None:
        """10:35 a.m., 0735 GMT, noon, four in the morning. The day is filled in when the whole sentence is known (annotate/times.py)."""
        about = m["about"]
        cut = max(m.start(g) for g in ("word", "h", "h2", "h3")) - m.start()
        part = plain(m["part"] or m["part2"])
        if m["word"]:
            hour, minute = self.words.clock[plain(m["word"])].split(":")
            return Found(type="TIME", value=f"T{hour}:{minute}{self._zone(m)}", cut=cut)
        digits = m["h"] or m["h2"] or m["h3"]
        h = int(digits) if digits.isdigit() else self.words.numbers[digits.lower()]
        minute = m["min"] or m["min2"] or m["min3"] or "00"
        half = (m["half"] or "").lower().replace(".", "")
        if m["h2"] and not m["zone"] and not re.search("h(?:ou)?rs", m.group()) and (
            self._before(m.start("h2")) not in ("at", "by", "until", "till", "from", "around", "about", "after", "before", "since", "and", "to", "between") or "." in m.group()
        ):  # fmt: skip
            return None
        if half.startswith("o") and not digits.isdigit() and h == 0:
            return None
        if (half == "pm" or (part in ("afternoon", "evening", "night") and not half)) and h < 12:
            h += 12
        elif half == "am" and h == 12:
            h = 0
        if h > 24:
            return None
        return Found(
            type="TIME",
            value=f"T{h:02d}:{minute}{self._zone(m)}",
            cut=cut,
            mod="APPROX" if plain(about) in ("about", "around", "approximately") else None,
        )

    def _zone(self, m: Match) -> str:
        return "Z" if m["zone"] in ("GMT", "UTC") else ""
