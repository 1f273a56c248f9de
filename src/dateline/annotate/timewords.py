"""The patterns of time expressions, compiled from data/times.yaml. Each runs over the text once."""

import functools
import re
from typing import Any

from dateline.lexicon import load
from dateline.model.story import Record


class TimeWords(Record):
    """The tables that the values are read from, all by lower-case word, and the patterns in order of rank."""

    months: dict[str, int]
    weekdays: dict[str, int]
    units: dict[str, str]
    parts: dict[str, str]
    seasons: dict[str, str]
    numbers: dict[str, int]
    some: dict[str, str]
    ordinals: dict[str, int]
    tens: dict[str, int]
    bounds: dict[str, str]
    vague: dict[str, str]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]


_GRAMMAR: tuple[tuple[str, str], ...] = (
    ("iso", r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:[T ](?P<clock>\d\d:\d\d)(?::\d\d)?Z?)?"),
    ("numeric", r"(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d\d)"),
    ("date_range", r"(?:<DOW>,?<_>)?(?P<mon><MON>)<_>(?P<d><DAY>)(?:<_>?[-\u2013\u2014]<_>?|<_>(?:to|through|until|and)<_>)(?:(?P<mon2><MON>)<_>)?(?P<d2><DAY>)(?:,?<_>(?P<y><YEAR>))?"),
    ("date_range", r"(?P<d><DAY>)(?:<_>(?P<mon2><MON>))?(?:<_>?[-\u2013\u2014]<_>?|<_>(?:to|through|until|and)<_>)(?P<d2><DAY>)(?:<_>of)?<_>(?P<mon><MON>)(?:,?<_>(?P<y><YEAR>))?"),
    ("date", r"(?:<DOW>,?<_>)?(?:the<_>)?(?P<d><DAY>)(?:<_>of)?<_>(?P<mon><MON>)(?:(?:,?<_>|<_>of<_>)(?P<y><YEAR>|<REL_YEAR>))?"),
    ("date", r"(?:<DOW>,?<_>)?(?P<mon><MON>)<_>(?:the<_>)?(?P<d><DAY>)(?:(?:,?<_>|<_>of<_>)(?P<y><YEAR>|<REL_YEAR>))?"),
    ("month", r"(?:(?P<rel>this<_>past|this<_>coming|this|last|next|the<_>previous|the<_>following|the<_>coming|past|coming)<_>)?(?:(?P<mod>(?i:early|mid|late|<_>in))(?:<_>|-|<_>in<_>))?(?P<mon><MON>)(?:(?:,?<_>|,?<_>of<_>|<_>in<_>)(?P<y><YEAR>|<SPOKEN>|<REL_YEAR>))?"),
    ("weekday", r"(?:(?P<rel>(?i:this<_>past|this<_>coming|this|last|next|the<_>previous|the<_>following|the<_>coming|early|earlier|late|later|on))<_>)?(?P<dow><DOW>)(?:<_>(?P<part>(?i:<PART>|lunchtime|noon|midnight)))?(?:<_>(?P<week>(?:last|next|this)<_>week))?"),
    ("day_word", r"(?P<rel>(?i:earlier|later|late|early))?<_>?(?P<word>(?i:today|yesterday|tomorrow|tonight|overnight|(?:the<_>)?day<_>before<_>yesterday|(?:the<_>)?day<_>after<_>tomorrow))(?:<_>(?P<part>(?i:<PART>)))?"),
    ("this_unit", r"(?:(?P<mod>(?i:earlier|later|early|late|(?:at<_>|by<_>)?the<_>(?:end|beginning|start|middle)<_>of))<_>)?(?P<rel>(?i:this<_>past|this<_>coming|this|last|next|past|the<_>previous|the<_>following|the<_>coming|the<_>current|the<_>past|the<_>next|the<_>last|the<_>same|that<_>same|that|previous|following|coming))<_>(?P<unit>(?i:day|week(?:end)?|month|quarter|year|decade|century|<SEASON>|<PART>|night|fiscal<_>year|financial<_>year))"),
    ("ago", r"(?:(?P<bound><BOUND>)<_>)?(?P<n><NUM>|<SOME>|an?|the)<_>(?P<unit><UNIT>)<_>(?P<dir>(?i:ago|earlier|later|before|after|from<_>now|hence|prior|since|previously))"),
    ("rel_n", r"(?:(?P<det>(?i:the|these|those|in<_>the))<_>)?(?P<rel>(?i:past|last|next|coming|previous|following|recent|first|final))<_>(?:(?P<bound><BOUND>)<_>)?(?:(?P<n><NUM>|<SOME>)<_>)?(?P<unit><UNITS>)"),
    ("quarter", r"(?:(?P<rel>(?i:the|last|this|next))<_>)?(?:(?P<mod>(?i:early|mid|late))(?:<_>|-))?(?P<ord>(?i:first|second|third|fourth|1st|2nd|3rd|4th))(?:<_>|-)(?P<unit>(?i:quarter|half))(?:<_>(?:of<_>)?(?P<y><YEAR>|<REL_YEAR>))?"),
    ("quarter", r"(?P<code>[QH][1-4])(?:<_>(?P<y><YEAR>))?"),
    ("season", r"(?:(?P<rel>(?i:the|last|this<_>past|this|next))<_>)?(?:(?P<mod>(?i:early|mid|late))(?:<_>|-))?(?P<season>(?i:<SEASON>))(?:(?:<_>of)?<_>(?P<y><YEAR>|<REL_YEAR>))"),
    ("decade", r"(?:the<_>)?(?:(?P<mod>(?i:early|mid|late))(?:<_>|-))?(?:(?P<y>(?:1[0-9]|20)\d0)['\u2019]?s|['\u2019](?P<yy>\d0)s|(?P<word>(?i:<TENS>)))"),
    ("century", r"(?:the<_>)?(?:(?P<mod>(?i:early|mid|late))(?:<_>|-))?(?P<n>\d{1,2}(?:st|nd|rd|th)|(?i:<ORD>|nineteenth|eighteenth|twentieth|twenty-first))(?:<_>|-)(?i:century)"),
    ("year_range", r"(?P<y>(?:1[5-9]|20)\d\d)(?:[-\u2013\u2014/](?P<y2>(?:1[5-9]|20)?\d\d)(?!\d))"),
    ("plain_year", r"(?:(?P<mod>(?i:early|mid|late))(?:<_>|-)(?:in<_>)?)?(?P<y><YEAR>|<SPOKEN>)"),
    ("clock", r"(?:(?i:noon|midnight)|(?P<h>[01]?\d|2[0-4])(?:[:.](?P<min>[0-5]\d))?<_>?(?P<half>(?i:a\.?m\b\.?|p\.?m\b\.?|o'clock))|(?P<h2>[01]?\d|2[0-4])[:.](?P<min2>[0-5]\d)|(?P<h3>[012]\d)(?P<min3>[0-5]\d)(?=<_>(?:GMT|UTC|hours|hrs)))(?:<_>\(?(?P<zone>GMT|UTC|EST|EDT|CET|CEST|BST|PST|PDT|MSK|(?i:local<_>time|Moscow<_>time))\)?)?(?:<_>in<_>the<_>(?P<part>(?i:<PART>)))?"),
    ("set", r"(?P<each>(?i:every|each))<_>(?:(?P<n><NUM>|other)<_>)?(?P<what>(?i:<UNIT>|<PART>|<SEASON>|weekend)|<DOW>|<MON>)"),
    ("set", r"(?P<adverb>(?i:daily|weekly|monthly|quarterly|yearly|annual(?:ly)?|hourly|nightly|bi-?weekly|fortnightly))"),
    ("duration", r"(?:(?P<bound><BOUND>)<_>)?(?P<n><NUM>|<SOME>|half<_>an?|an?|another)(?:<_>(?P<more>more|full|consecutive|straight|long|whole|entire|trading|business|working))?(?:<_>|-)(?P<unit><UNIT>)(?P<old>-old|-long)?"),
    ("duration", r"(?P<unit>(?i:years|months|weeks|days|hours|decades|centuries|minutes))(?P<old>-old|-long)?"),
    ("vague", r"(?P<word>(?i:<VAGUE>))"),
)  # fmt: skip


def _any(words: Any) -> str:
    return "|".join(re.escape(w).replace(r"\ ", "<_>") for w in sorted(words, key=lambda w: (-len(w), w)))


def _names(table: dict[str, list[str]]) -> str:
    """Months or weekdays, which are written with a capital; only their short forms take a full stop."""
    short = [w for ws in table.values() for w in ws]
    both = [f"(?:{'|'.join(f'{w}|{w.upper()}' for w in ws)})" for ws in (sorted(table, key=len, reverse=True), sorted(short, key=len, reverse=True))]
    return rf"(?:{both[0]}|{both[1]}\b\.?)"


@functools.cache
def time_words() -> TimeWords:
    """Compile data/times.yaml."""
    raw = load.words("times")
    months = {w.lower(): i + 1 for i, (name, short) in enumerate(raw["months"].items()) for w in (name, *short)}
    weekdays = {w.lower(): i for i, (name, short) in enumerate(raw["weekdays"].items()) for w in (name, *short)}
    units = {w: k for k, ws in raw["units"].items() for w in ws}
    bounds = {w: k for k, ws in raw["bounds"].items() for w in ws}
    some = {w: str(k) for k, ws in raw["some"].items() for w in ws}
    vague = {w: k for k, ws in raw["vague"].items() for w in ws}
    numbers = {w: int(n) for w, n in raw["numbers"].items()}
    ones = [w for w, n in numbers.items() if 0 < n < 10]
    tens = [w for w, n in numbers.items() if n >= 20]
    teens = [w for w, n in numbers.items() if 10 <= n < 20]
    small = f"(?:{'|'.join(tens)})(?:[- ](?:{'|'.join(ones)}))?|{'|'.join(teens)}|{'|'.join(ones)}"
    year = r"(?:1[0-9]|20)\d\d(?![\d,.]\d|\d|%)"
    pieces = {
        "MON": _names(raw["months"]),
        "DOW": _names(raw["weekdays"]),
        "DAY": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:]|[.,]\d|<_>?(?:percent|per<_>cent|%|people|[ap]\.?m\b))",
        "YEAR": year,
        "REL_YEAR": "(?i:(?:the<_>)?(?:this|last|next|previous|following|same)<_>year)",
        "SPOKEN": f"(?i:(?:nineteen|twenty|eighteen)[- ](?:(?:{'|'.join(tens)})(?:[- ](?:{'|'.join(ones)}))?|{'|'.join(teens)})|two thousand(?: and)?(?: (?:{'|'.join(ones + teens)}))?)",
        "NUM": rf"(?i:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?(?:<_>1/2)?|(?:{small}|an?)[- ]hundred|(?:{small})(?:<_>and<_>a<_>half)?|one<_>and<_>a<_>half)(?:<_>?(?:to|or|-|\u2013)<_>?(?i:\d+|{small}))?",
        "SOME": f"(?i:{_any(some)})",
        "BOUND": f"(?i:{_any(bounds)})",
        "UNIT": f"(?i:{_any(units)})",
        "UNITS": f"(?i:{_any(w for w in units if w.endswith(('s', 'ies')))})",
        "PART": _any(raw["parts_of_day"]),
        "SEASON": _any(raw["seasons"]),
        "TENS": _any(raw["tens"]),
        "ORD": _any(raw["ordinals"]),
        "VAGUE": _any(vague),
    }

    def build(pattern: str) -> re.Pattern[str]:
        while named := re.search("<([A-Z_]+)>", pattern.replace("<_>", "")):
            pattern = pattern.replace(f"<{named[1]}>", f"(?:{pieces[named[1]]})")
        space = r"(?:(?:[ \t\u00a0]+\n?|\n)[ \t]*)"
        return re.compile(rf"(?<![\w$\u00a3\u20ac#])(?<!\d[.,])(?:{pattern.replace('<_>', space)})(?!\w)")

    return TimeWords(
        months=months, weekdays=weekdays, units=units, parts=dict(raw["parts_of_day"]), seasons=dict(raw["seasons"]), numbers=numbers,
        some=some, ordinals={w: i + 1 for i, w in enumerate(raw["ordinals"])}, tens={w: int(n) for w, n in raw["tens"].items()},
        bounds=bounds, vague=vague, patterns=tuple((name, build(p)) for name, p in _GRAMMAR),
    )  # fmt: skip
