"""The patterns of time expressions and their tables, compiled from data/times.yaml. Each pattern runs over a stretch of text once."""

import datetime as dt
import functools
import re
from collections.abc import Iterable
from typing import Any

from dateline.annotate.timing import calendar as cal
from dateline.lexicon import load
from dateline.model.story import Record


class TimeWords(Record, frozen=True, kw_only=True):
    """The tables that values are read from, all by lower-case word, and the patterns in order of rank."""

    months: dict[str, int]
    weekdays: dict[str, int]
    units: dict[str, str]
    parts: dict[str, str]
    clock: dict[str, str]
    seasons: dict[str, str]
    numbers: dict[str, int]
    some: dict[str, str]
    ordinals: dict[str, int]
    tens: dict[str, int]
    bounds: dict[str, str]
    deictic: dict[str, int]
    vague: dict[str, str]
    recent: dict[str, int]
    sets: dict[str, str]
    feasts: dict[str, str]
    """What each named day is: "fixed 12-25", "ruled easter-2", "by_year 3", "once 2001-09-11"."""
    by_year: tuple[tuple[tuple[dt.date, dt.date], ...], ...]
    periods: dict[str, str]
    lasting: re.Pattern[str]
    """What a length in "-old" may stand before: wars and truces have an age in the news, and persons too."""
    sights: dict[str, str]
    """By lower-case word, the kinds of expression that may stand around it; "d" is for figures."""
    patterns: tuple[tuple[str, str, re.Pattern[str]], ...]
    """Name of the rule, the kinds of word that it needs, the pattern."""

    def feast(self, name: str, year: int) -> list[tuple[dt.date, dt.date]]:
        """The first and last days of a named day in a year, or none."""
        kind, rule = self.feasts[name].split(" ", 1)
        if kind == "by_year":
            return [d for d in self.by_year[int(rule)] if d[0].year == year]
        if kind == "once":
            day = dt.date.fromisoformat(rule)
        elif kind == "fixed":
            day = dt.date.fromisoformat(f"{year:04d}-{rule}")
        elif rule.startswith(("easter", "orthodox")):
            day = cal.add_days((cal.easter if rule[0] == "e" else cal.orthodox_easter)(year), int(rule.lstrip("abcdefghijklmnopqrstuvwxyz")))
        else:
            n, weekday, month = rule.split()
            day = cal.nth_weekday(year, self.months[month.lower()], self.weekdays[weekday.lower()], int(n))
        return [(day, day)]


# <NAME> stands for a piece below, <_> for white space within a paragraph, (?i:…) for words that may have any case. Months and
# weekdays have a capital. The letters after the name say near which words (see _sights) a pattern is tried at all. The groups are read by annotate/timing/rules.py. Of matches that begin at one place the longest is tried first.
_GRAMMAR: tuple[tuple[str, str, str], ...] = (
    ("iso", "d", r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:[T ](?P<clock>\d\d:\d\d)(?::\d\d)?(?P<z>Z)?)?"),
    ("numeric", "d", r"(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d\d)"),
    ("date_range", "m", r"(?:<DOW>,?<_>)?(?P<mon><MON>)<_>(?P<d><DAY>)<TO>(?:(?P<mon2><MON>)<_>)?(?P<d2><DAY>)(?:,?<_>(?P<y><YEAR>))?"),
    ("date_range", "m", r"(?P<d><DAY>)(?:<_>(?P<mon><MON>))?<TO>(?:the<_>)?(?P<d2><DAY>)(?:<_>of)?<_>(?P<mon2><MON>)(?:,?<_>(?P<y><YEAR>))?"),
    ("date", "m", r"<OF_DAY>?(?:(?P<dow><DOW>),?<_>)?(?:the<_>)?(?P<d><DAY>)(?:<_>of)?<_>(?P<mon><MON>)(?:(?:,?<_>|<_>of<_>)(?P<y><YEAR>|<REL_YEAR>))?"),
    ("date", "m", r"<OF_DAY>?(?:(?P<dow><DOW>),?<_>(?P<open>\()?)?(?P<mon><MON>)<_>(?:the<_>)?(?P<d><DAY>)(?:(?:,?<_>|<_>of<_>)(?P<y><YEAR>|<SPOKEN>|<REL_YEAR>))?(?(open)\))"),
    ("ordinal", "d", r"the<_>(?P<d>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))"),
    ("week_of", "m", r"(?i:(?:the<_>)?week<_>(?:of|ending|ended|beginning|starting|from))<_>(?P<mon><MON>)<_>(?P<d><DAY>)(?:,?<_>(?P<y><YEAR>))?"),
    ("week_of", "m", r"(?i:(?:the<_>)?week<_>(?:of|ending|ended|beginning|starting|from))<_>(?P<d><DAY>)<_>(?P<mon><MON>)(?:,?<_>(?P<y><YEAR>))?"),
    ("part_of_month", "m", r"(?i:(?:the<_>)?(?P<ord>first|second|third|fourth|last|final)<_>(?:(?:few|two|three|four|five)<_>)?(?P<part>weeks?|days|half|weekend)<_>(?:of|in)<_>)(?P<mon><MON>)(?:(?:,?<_>|<_>of<_>)(?P<y><YEAR>|<REL_YEAR>))?"),
    ("month", "m", r"(?:(?P<rel><REL>)<_>)?<MOD>?(?P<mon><MON>)(?:(?:,?<_>|,?<_>of<_>|<_>in<_>|-)(?P<y><YEAR>|<SPOKEN>|<REL_YEAR>))?"),
    ("weekday", "w", r"(?:(?P<mod>(?i:early|earlier|late|later))<_>(?P<on>on<_>)?)?(?:(?P<rel><REL>)<_>)?<OF_DAY>?(?P<dow><DOW>)(?:<_>(?P<part>(?i:<PART>|<NOON>)))?(?:<_>(?P<week>(?i:last|next|this)<_>week))?"),
    ("day_word", "a", r"(?:(?P<mod>(?i:earlier|later|late|early))<_>)?(?P<word>(?i:today|yesterday|tomorrow|tonight|overnight|(?:the<_>)?day<_>before<_>yesterday|(?:the<_>)?day<_>after<_>tomorrow))(?:<_>(?P<part>(?i:<PART>)))?"),
    ("this_unit", "ups", r"<MOD>?(?P<rel><REL>|(?i:that))<_>(?:(?P<fiscal>(?i:fiscal|financial|calendar|school))<_>)?(?P<unit>(?i:<ONE>|<SEASON>|<PART>|academic<_>year))"),
    ("edge", "u", r"(?P<mod>(?i:the<_>)?(?i:end|beginning|start|middle|close)<_>of)<_>(?:the<_>)?(?P<unit>(?i:<ONE>))"),
    ("edge", "u", r"(?:the<_>)?(?P<unit>(?i:year|month))(?:['\u2019]s)?[ -](?P<mod>(?i:end))"),
    ("year_late", "dn", r"<MOD>(?P<y><YEAR>|<SPOKEN>)"),
    ("vague", "v", r"(?P<word>(?i:<VAGUE>))"),
    ("ago", "g", r"(?:(?P<bound><BOUND>)<_>)?(?:(?P<n><NUM>|<SOME>|(?i:half<_>an?|an?|the))(?:<_>|-))?(?:(?:full|whole|short|long)<_>)?(?P<unit><UNIT>)(?:<_>|-)(?P<dir>(?i:ago|earlier|later|from<_>now|hence|prior|previously|back))"),
    ("day_after", "u", r"(?P<n>(?i:the|a))<_>(?P<unit><UNIT>)<_>(?P<dir>(?i:before|after|prior))(?=[.,;:)\u2014-]|<_>?\n|\Z|<_>(?i:and|that|when|in|at|but)\b)"),
    ("next_day", "up", r"(?i:(?:the|that)<_>(?P<rel>next|following|previous|same|very<_>next))<_>(?P<unit>(?i:day|morning|afternoon|evening|night))"),
    ("rel_n", "u", r"(?:(?P<det>(?i:the|these|those|his|her|their|its))<_>)?(?P<rel>(?i:past|last|next|coming|previous|preceding|following|recent|first|final|latest|early|last<_>few))<_>(?:(?P<bound><BOUND>)<_>)?(?:(?P<n><NUM>|<SOME>)(?:<_>|-))?(?P<unit><UNITS>)"),
    ("quarter_", "q", r"(?:(?P<rel>(?i:the|last|this|next))<_>)?(?:(?P<back>(?i:year-ago|year-earlier))<_>)?<MOD>?(?:(?P<fiscal>(?i:fiscal|financial))<_>)?(?:(?P<y0><YEAR>|<REL_YEAR>)(?:['\u2019]s)?<_>)?(?:(?P<fiscal2>(?i:fiscal|financial))<_>)?(?P<ord>(?i:first|second|third|fourth|1st|2nd|3rd|4th|latter))(?:<_>|-)(?P<unit>(?i:quarter|half))(?:<_>(?:(?i:of)<_>)?(?:(?i:the|fiscal)<_>)?(?P<y><YEAR>|<REL_YEAR>|(?i:the<_>year|year)))?"),
    ("quarter_", "c", r"(?P<code>[QH][1-4])(?:<_>(?:of<_>)?(?P<y><YEAR>))?"),
    ("the_quarter", "q", r"(?:(?P<rel>(?i:the<_>latest|the<_>(?:year-ago|year-earlier)|the<_>current|the|year-ago|year-earlier|latest))<_>)?(?:(?P<y><YEAR>)<_>)?(?P<unit>(?i:quarter|period))(?!<_>of\b)(?:<_>(?P<back>(?i:a<_>year<_>(?:ago|earlier))))?"),
    ("year_ago", "u", r"(?:the<_>)?(?i:year-(?:ago|earlier))(?:<_>(?P<unit>(?i:quarter|period)))?"),
    ("season", "s", r"(?:(?P<rel>(?i:the))<_>)?<MOD>?(?P<season>(?i:<SEASON>))(?:<_>(?:of<_>)?(?P<y><YEAR>|<REL_YEAR>))?"),
    ("fiscal", "f", r"(?i:fiscal|financial<_>year|FY)(?:<_>(?i:year))?<_>?(?P<y><YEAR>)"),
    ("decade", "dt", r"(?:the<_>)?<MOD>?(?:(?P<y>(?:1\d|20)\d0)['\u2019]?s|['\u2019](?P<yy>\d0)['\u2019]?s|(?P<word>(?i:<TENS>)))"),
    ("century", "y", r"(?:the<_>)?<MOD>?(?P<n>\d{1,2}(?:st|nd|rd|th)|(?i:<ORD>))(?:<_>|-)(?i:century)"),
    ("year_range", "d", r"(?P<y>(?:1[5-9]|20)\d\d)(?:<_>?[-\u2013\u2014/]<_>?(?P<y2>(?:1[5-9]|20)?\d\d)(?![\d-]))"),
    ("plain_year", "dn", r"(?P<y><YEAR>|<SPOKEN>|['\u2019]\d\d(?!s))"),
    ("clock", "dk", r"(?:(?P<about>(?i:about|around|approximately|shortly<_>before|shortly<_>after|before|after))<_>)?(?:(?P<word>(?i:<NOON>))|(?P<h>[01]?\d|2[0-4]|(?i:<HOURS>))(?:[:.](?P<min>[0-5]\d)(?:[:.][0-5]\d)?)?(?:(?:<_>|-)?(?P<half>(?i:a\.m\.?|p\.m\.?|am\b|pm\b|o['\u2019]clock))(?:<_>in<_>the<_>(?P<part>(?i:<PART>)))?|<_>in<_>the<_>(?P<part2>(?i:<PART>)))|(?P<h2>[01]?\d|2[0-4])[:.](?P<min2>[0-5]\d)(?:[:.][0-5]\d)?(?:<_>?(?:hours|hrs))?|(?P<h3>[012]\d)(?P<min3>[0-5]\d)(?=<_>(?:<ZONE>|hours|hrs))(?:<_>(?:hours|hrs))?)(?:<_>(?P<zone><ZONE>))?"),
    ("set", "e", r"(?P<each>(?i:every|each|per))<_>(?:(?P<n><NUM>|(?i:other|few|couple<_>of|single))<_>)?(?P<what>(?i:<UNIT>|<PART>|<SEASON>)|<DOW>|<MON>)"),
    ("set", "W", r"(?P<plural><DOW_S>)"),
    ("set", "S", r"(?P<adverb>(?i:<SETS>))"),
    ("duration", "u", r"(?:(?P<within>(?i:within))<_>)?(?:(?P<bound><BOUND>)<_>)?(?P<n><NUM>|<SOME>|(?i:half<_>an?|an?|one|another|the))(?:(?:<_>|-)(?P<more>(?i:more|full|consecutive|straight|long|whole|entire|trading|business|working|additional|further|extra|successive)))?(?:<_>|-)(?P<unit><UNIT>)(?:<_>and<_>a<_>(?P<and>half))?(?P<old>-old|-long)?"),
    ("duration", "u", r"(?:(?P<det>(?i:the|these|those|early))<_>)?(?P<unit>(?i:years|months|weeks|days|hours|decades|centuries|minutes))(?P<old>-old|-long)?"),
    ("duration", "u", r"(?P<one>(?i:hour|day|week|month|year|decade|century))(?:-|<_>)(?i:long)"),
    ("duration", "l", r"(?P<one>(?i:hour|day|week|month|year|decade))(?i:long)"),
    ("duration", "x", r"(?P<while>(?i:a<_>(?:long<_>)?while|some<_>time|a<_>long<_>time))"),
    ("feast", "hd", r"(?:(?P<rel><REL>)<_>)?(?P<name><FEAST>)(?:,?<_>(?P<y><YEAR>|<REL_YEAR>))?"),
    ("period", "z", r"(?P<prep>(?i:during|since|before|after|until|till|through|throughout|amid))<_>(?P<name>(?i:<PERIOD>))"),
)  # fmt: skip

_SPACE = r"(?:[ \t\u00a0]{1,8}(?:\n[ \t]{0,8})?|\n[ \t]{0,8})"


def _any(words: Iterable[object]) -> str:
    return "|".join(re.escape(str(w)).replace(r"\ ", "<_>") for w in sorted(words, key=lambda w: (-len(str(w)), str(w))))


def _names(table: dict[str, list[str]]) -> str:
    """Months or weekdays, which are written with a capital; only their short forms take a full stop."""
    short = [w for ws in table.values() for w in ws]
    both = ["|".join(f"{w}|{w.upper()}" for w in sorted(ws, key=lambda w: (-len(w), w))) for ws in (list(table), short)]
    return rf"(?:{both[0]})\b|(?:{both[1]})\b\.?"


def _pieces(raw: dict[str, Any]) -> dict[str, str]:
    numbers = {w: int(n) for w, n in raw["numbers"].items()}
    ones = "|".join(w for w, n in numbers.items() if n < 10)
    tens = "|".join(w for w, n in numbers.items() if n >= 20)
    teens = "|".join(w for w, n in numbers.items() if 10 <= n < 20)
    small = f"(?:{tens})(?:[- ](?:{ones}))?|{teens}|{ones}"
    units = [w for ws in raw["units"].values() for w in ws]
    figure = r"\d{1,3}(?:,\d{3}){1,3}|\d{1,9}(?:\.\d{1,9})?(?:<_>1/2)?"
    count = rf"{figure}|(?:{small}|an?)[- ]hundred|(?:{small})(?:[- ]and[- ]a[- ]half)?"
    return {
        "MON": _names(raw["months"]),
        "DOW": _names(raw["weekdays"]),
        "DOW_S": "|".join(f"{w}s" for w in raw["weekdays"]),
        "DAY": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d|[:.,]\d|<_>?(?:percent|per<_>cent|%|people|[ap]\.m))",
        "TO": r"(?:<_>?[-\u2013\u2014]<_>?|<_>(?:to|through|until|and)<_>)",
        "YEAR": r"(?:1[0-9]|20)\d\d(?![\d,.]\d|\d|%)",
        "REL_YEAR": "(?i:(?:the<_>)?(?:this|last|next|previous|following|same)<_>year)",
        "SPOKEN": f"(?i:(?:nineteen|eighteen|twenty)[- ](?:(?:{tens})(?:[- ](?:{ones}))?|{teens})|two<_>thousand(?:<_>and)?(?:<_>(?:{ones}|{teens}))?)",
        "NUM": rf"(?i:(?:{count})(?:(?:<_>?[-\u2013]<_>?|<_>(?:to|or)<_>)(?:{figure}|{small}))?)",
        "SOME": f"(?i:{_any(w for ws in raw['some'].values() for w in ws)})",
        "BOUND": f"(?i:{_any(w for ws in raw['bounds'].values() for w in ws)})",
        "REL": f"(?i:{_any(w for ws in raw['deictic'].values() for w in ws)})",
        "MOD": r"(?:(?P<mod>(?i:early|earlier|late|later|mid|(?:the<_>)?(?:end|beginning|start|middle)<_>of))(?:<_>in<_>|<_>|-))",
        "OF_DAY": r"(?:(?:the<_>)?(?P<of>(?i:<PART>|early<_>hours))<_>(?i:of|on)<_>)",
        "UNIT": f"(?i:{_any(units)})",
        "UNITS": f"(?i:{_any(w for w in units if w.endswith('s'))})",
        "ONE": "day|week|weekend|month|quarter|year|decade|century",
        "PART": _any(raw["parts_of_day"]),
        "NOON": _any(raw["clock_words"]),
        "HOURS": "|".join(w for w, n in numbers.items() if n < 13),
        "ZONE": "GMT|UTC|EST|EDT|CST|CDT|MST|MDT|PST|PDT|CET|CEST|EET|EEST|BST|MSK|IST|(?:local|[A-Z][a-z]+)<_>time",
        "SEASON": _any(raw["seasons"]),
        "TENS": _any(raw["tens"]),
        "ORD": _any(raw["ordinals"]),
        "SETS": _any(raw["sets"]),
        "FEAST": _any(
            {w for k in ("fixed", "ruled", "once") for ws in raw[k].values() for w in ws} | {w for row in raw["by_year"] for w in row["names"]}
        ),
        "PERIOD": _any(w for ws in raw["periods"].values() for w in ws),
        "VAGUE": _any(w for ws in raw["vague"].values() for w in ws),
    }


def _flat(table: dict[Any, list[str]]) -> dict[str, str]:
    return {w.lower(): str(k) for k, ws in table.items() for w in ws}


def _by_year(rows: list[dict[str, Any]]) -> tuple[tuple[tuple[dt.date, dt.date], ...], ...]:
    out = []
    for row in rows:
        days = []
        for item in row["starts"]:
            first, _, last = item.partition("/")
            start = dt.date.fromisoformat(first)
            days.append((start, dt.date.fromisoformat(last) if last else cal.add_days(start, int(row.get("length", 1)) - 1)))
        out.append(tuple(days))
    return tuple(out)


def _longest(phrase: str) -> str:
    return str(max(re.findall(r"[^\W_]+", phrase.lower()), key=len))


def _sights(raw: dict[str, Any]) -> dict[str, str]:
    """Which words give a pattern a chance. A phrase is seen by its longest word."""
    table: dict[str, str] = {}

    def see(kind: str, words: Iterable[str]) -> None:
        for w in words:
            if kind not in table.get(w, ""):
                table[w] = table.get(w, "") + kind

    for kind, key in (("m", "months"), ("w", "weekdays")):
        see(kind, (w.lower() + dot for name, short in raw[key].items() for w in (name, *short) for dot in ("", ".")))
    see("W", (f"{name.lower()}s" for name in raw["weekdays"]))
    see("u", (w for ws in raw["units"].values() for w in ws))
    for kind, key in (("p", "parts_of_day"), ("s", "seasons"), ("t", "tens"), ("k", "clock_words")):
        see(kind, raw[key])
    see("k", ("o'clock", "o\u2019clock", *raw["parts_of_day"]))
    see("S", (_longest(w) for w in raw["sets"]))
    see("a", ("today", "yesterday", "tomorrow", "tonight", "overnight"))
    see("g", ("ago", "earlier", "later", "now", "hence", "prior", "previously", "back"))
    see("n", ("nineteen", "eighteen", "twenty", "thousand"))
    see("q", ("quarter", "half", "period"))
    see("c", ("q1", "q2", "q3", "q4", "h1", "h2"))
    see("f", ("fiscal", "financial", "fy"))
    see("y", ("century",))
    see("l", ("hourlong", "daylong", "weeklong", "monthlong", "yearlong", "decadelong"))
    see("e", ("every", "each", "per"))
    see("x", ("while", "time"))
    see("v", (_longest(w) for ws in raw["vague"].values() for w in ws))
    see("z", (_longest(w) for ws in raw["periods"].values() for w in ws))
    for kind in ("fixed", "ruled", "once"):
        see("h", (_longest(w) for ws in raw[kind].values() for w in ws))
    see("h", (_longest(w) for row in raw["by_year"] for w in row["names"]))
    return table


@functools.cache
def time_words() -> TimeWords:
    """Compile data/times.yaml."""
    raw = load.words("times")
    feasts = {w.lower(): f"{kind} {key}" for kind in ("fixed", "ruled", "once") for key, ws in raw[kind].items() for w in ws}
    feasts |= {w.lower(): f"by_year {k}" for k, row in enumerate(raw["by_year"]) for w in row["names"]}
    pieces = _pieces(raw)

    def build(pattern: str) -> re.Pattern[str]:
        while named := re.search("<([A-Z_]{2,})>", pattern):
            pattern = pattern.replace(named.group(), f"(?:{pieces[named[1]]})")
        return re.compile(rf"(?<![\w$\u00a3\u20ac#])(?<!\d[.,])(?:{pattern.replace('<_>', _SPACE)})(?!\w)")

    return TimeWords(
        months={w.lower(): i + 1 for i, (name, short) in enumerate(raw["months"].items()) for w in (name, *short)},
        weekdays={w.lower(): i for i, (name, short) in enumerate(raw["weekdays"].items()) for w in (name, *short)},
        units=_flat(raw["units"]),
        parts=dict(raw["parts_of_day"]),
        clock=dict(raw["clock_words"]),
        seasons=dict(raw["seasons"]),
        numbers={w: int(n) for w, n in raw["numbers"].items()},
        some=_flat(raw["some"]),
        ordinals={w: i + 1 for i, w in enumerate(raw["ordinals"])},
        tens={w: int(n) for w, n in raw["tens"].items()},
        bounds=_flat(raw["bounds"]),
        deictic={w: int(k) for w, k in _flat(raw["deictic"]).items()},
        vague=_flat(raw["vague"]),
        recent={w: int(n) for w, n in raw["recent"].items()},
        sets=dict(raw["sets"]),
        feasts=feasts,
        by_year=_by_year(raw["by_year"]),
        periods=_flat(raw["periods"]),
        lasting=re.compile(rf"(?:\W+[\w-]+){{0,2}}\W+(?:{_any(raw['lasting'])})\b".replace("<_>", " ")),
        sights=_sights(raw),
        patterns=tuple((name, near, build(p)) for name, near, p in _GRAMMAR),
    )
