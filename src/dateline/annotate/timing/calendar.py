"""TIMEX3 values as days of the calendar, and back. Weeks run from Monday to Sunday (ISO 8601). No clock is read."""

import calendar
import datetime as dt
import re

Days = tuple[dt.date | None, dt.date | None]

_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
_VALUE = re.compile(
    r"(?:FY)?(?P<year>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d))?|W(?P<week>\d\d)(?P<end>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?"
    r"(?:T.*)?|(?P<decade>\d{3})|(?P<century>\d{2})"
)
_DAYS = {"D": 1, "W": 7, "N": 7, "F": 14}
_MONTHS = {"O": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}
_DAY_OF = {"H": 24, "M": 1440, "S": 86400}
FIRST, LAST = dt.date(1, 1, 1), dt.date(9999, 12, 31)


def month_end(year: int, month: int) -> dt.date:
    """The last day of a month; months over 12 run on into the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def days(value: str | None) -> Days:
    """The first and last day of a calendar value ("2020-W28", "2019-Q3", "199", "2011/2013"); (None, None) for any other."""
    if value is None:
        return None, None
    if "/" in value:
        first, last = value.split("/", 1)
        return days(first)[0], days(last)[1]
    m = _VALUE.fullmatch(value)
    try:
        return _days(m) if m else (None, None)
    except ValueError:
        return None, None


def _days(m: re.Match[str]) -> Days:
    if m["decade"]:
        return dt.date(int(m["decade"]) * 10, 1, 1), dt.date(int(m["decade"]) * 10 + 9, 12, 31)
    if m["century"]:
        return dt.date(int(m["century"]) * 100, 1, 1), dt.date(int(m["century"]) * 100 + 99, 12, 31)
    year = int(m["year"])
    if m["day"]:
        day = dt.date(year, int(m["month"]), int(m["day"]))
        return day, day
    first, last = 1, 12
    if m["month"]:
        first = last = int(m["month"])
    elif m["quarter"]:
        first, last = int(m["quarter"]) * 3 - 2, int(m["quarter"]) * 3
    elif m["half"]:
        first, last = int(m["half"]) * 6 - 5, int(m["half"]) * 6
    elif m["season"]:
        first, last = _SEASONS[m["season"]]
    elif m["week"]:
        monday = dt.date.fromisocalendar(year, int(m["week"]), 1)
        return (monday + dt.timedelta(5) if m["end"] else monday), monday + dt.timedelta(6)
    return dt.date(year, first, 1), month_end(year, last)


def add_days(day: dt.date, n: int) -> dt.date:
    """A day moved by n days, kept inside the calendar."""
    return dt.date.fromordinal(min(max(day.toordinal() + n, FIRST.toordinal()), LAST.toordinal()))


def add_months(day: dt.date, n: int) -> dt.date:
    """A day moved by n months; the 31st becomes the last day of a shorter month."""
    k = min(max(day.year * 12 + day.month - 1 + n, 12), 9999 * 12 + 11)
    year, month = divmod(k, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def at(day: dt.date, unit: str) -> str:
    """The value of the calendar unit that a day lies in: D, W, O (month), Q, Y, E (decade), C (century)."""
    if unit in "WNF":
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "N" else "")
    text = day.isoformat()
    if unit == "Q":
        return f"{text[:4]}-Q{(day.month + 2) // 3}"
    return {"O": text[:7], "Y": text[:4], "E": text[:3], "C": text[:2]}.get(unit, text)


def move(day: dt.date, unit: str, n: int) -> dt.date:
    """A day moved by n units (the letters of data/times.yaml); hours and less move it by whole days."""
    if unit in _DAYS:
        return add_days(day, n * _DAYS[unit])
    if unit in _MONTHS:
        return add_months(day, n * _MONTHS[unit])
    return add_days(day, (-1 if n < 0 else 1) * (abs(n) // _DAY_OF[unit]))


def unit_of(value: str) -> str:
    """The unit of a calendar value: the opposite of `at`."""
    m = _VALUE.fullmatch(value)
    if not m:
        return "D"
    for name, unit in (("decade", "E"), ("century", "C"), ("day", "D"), ("week", "W"), ("month", "O"), ("quarter", "Q")):
        if m[name]:
            return unit
    return "Y"


def weekday(day: dt.date, number: int, direction: int) -> dt.date:
    """The nearest weekday (Monday: 0) in a direction: -1 back, 1 on; the day itself if it fits."""
    return add_days(day, direction * ((day.weekday() - number) * -direction % 7))


def easter(year: int) -> dt.date:
    """Easter Sunday of the Western churches (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    n = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * n) // 433
    month = (h + n - 7 * m + 90) // 25
    return dt.date(year, month, (h + n - 7 * m + 33 * month + 19) % 32)


def orthodox_easter(year: int) -> dt.date:
    """Easter Sunday of the Eastern churches, by the days of the Gregorian calendar (right from 1900 to 2099)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    return add_days(dt.date(year, (d + e + 114) // 31, (d + e + 114) % 31 + 1), 13)


def nth_weekday(year: int, month: int, number: int, n: int) -> dt.date:
    """The n-th weekday (Monday: 0) of a month; -1 is the last."""
    if n < 0:
        return weekday(month_end(year, month), number, -1)
    return add_days(weekday(dt.date(year, month, 1), number, 1), 7 * (n - 1))
