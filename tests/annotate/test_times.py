"""Time expressions against the story's day, Wednesday 8 July 2020, and what they date."""

import datetime as dt
import itertools
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import ingest
from dateline.annotate.quotations import find_quotations
from dateline.annotate.syntax import parse
from dateline.annotate.times import find_times
from dateline.annotate.timing import calendar as cal
from dateline.annotate.timing.words import time_words
from dateline.errors import InputError
from dateline.model.claim import TimeExpression
from dateline.model.reading import Reading
from dateline.model.story import Part, Story
from dateline.settings import Settings

DAY = dt.date(2020, 7, 8)


def read(text: str, day: dt.date | None = DAY) -> tuple[TimeExpression, ...]:
    """The times of a text without header."""
    story = Story(id="t", text=text, published=day, parts=(Part(span=(0, len(text)), kind="lead"),))
    return find_times(parse([find_quotations(Reading(story=story))], Settings())[0]).times


def brief(text: str, day: dt.date = DAY) -> list[tuple[str, str | None]]:
    return [(t.text, t.value) for t in read(text, day)]


def days(text: str, day: dt.date = DAY) -> tuple[str | None, str | None]:
    """The days of a text's only expression."""
    (t,) = read(text, day)
    return t.earliest.isoformat() if t.earliest else None, t.latest.isoformat() if t.latest else None


# The worked table of the design (reference/time.md, section 2), in sentences of our own.


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The ministry said on Wednesday that the border had reopened.", "2020-07-08"),
        ("Rebels shelled the airport on Monday.", "2020-07-06"),
        ("The envoys will meet on Monday in Geneva.", "2020-07-13"),
        ("The talks were postponed until Monday.", "2020-07-13"),
        ("The two sides met last Wednesday.", "2020-07-01"),
        ("The council will convene next Wednesday.", "2020-07-15"),
        ("Troops entered the town today.", "2020-07-08"),
        ("Troops entered the town yesterday.", "2020-07-07"),
        ("Troops will enter the town tomorrow.", "2020-07-09"),
        ("Rockets hit the port overnight.", "2020-07-07TNI"),
        ("The two generals met last week.", "2020-W27"),
        ("The parliament will vote this week.", "2020-W28"),
        ("The army lost the town last month.", "2020-06"),
        ("The army lost the town last year.", "2019"),
        ("Rebels captured the port in April.", "2020-04"),
        ("The army launched an assault this past April.", "2020-04"),
        ("The army launched an assault last April.", "2020-04"),
        ("The truce collapsed in November.", "2019-11"),
        ("The country will hold elections in November.", "2020-11"),
        ("Gunmen attacked the base on January 12.", "2020-01-12"),
        ("The town has been under siege since April 2019.", "2019-04"),
        ("Thousands have fled since the onset of the war in 2011.", "2011"),
        ("The bridge was destroyed three days ago.", "2020-07-05"),
        ("The sides should stop shooting right away.", "FUTURE_REF"),
        ("The envoy will soon return.", "FUTURE_REF"),
    ],
)
def test_worked_table(text: str, value: str) -> None:
    (t,) = read(text)
    assert t.value == value


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Rockets hit the port overnight.", "2020-07-07", "2020-07-08"),
        ("The two generals met last week.", "2020-06-29", "2020-07-05"),
        ("The parliament will vote this week.", "2020-07-06", "2020-07-12"),
        ("Fighting broke out earlier this week.", "2020-07-06", "2020-07-08"),
        ("Fighting broke out earlier this month.", "2020-07-01", "2020-07-08"),
        ("Fighting broke out earlier this year.", "2020-01-01", "2020-07-08"),
        ("The army has besieged the city for the past 14 months.", "2019-05-08", "2020-07-08"),
        ("He said the prisoners would be freed within 48 hours.", "2020-07-08", "2020-07-10"),
        ("Shelling has intensified in recent days.", "2020-07-01", "2020-07-08"),
        ("Clashes have spread in recent weeks.", "2020-06-08", "2020-07-08"),
        ("Clashes have spread recently.", "2020-06-08", "2020-07-08"),
        ("Hospitals were bombed during the pandemic.", "2020-03-11", "2020-07-08"),
        ("The market closed during Ramadan.", "2020-04-24", "2020-05-23"),
        ("The truce will hold until Eid al-Adha.", "2020-07-31", "2020-08-03"),
        ("The envoy will soon return.", None, None),
    ],
)
def test_days_of_the_worked_table(text: str, first: str | None, last: str | None) -> None:
    assert days(text) == (first, last)


def test_ambiguous_expressions_keep_both_readings() -> None:
    (april,) = read("The army launched an assault last April.")
    assert (april.value, april.alternative) == ("2020-04", "2019-04")
    (wednesday,) = read("The two sides met last Wednesday.")
    assert (wednesday.value, wednesday.alternative) == ("2020-07-01", "2020-07-08")


def test_modifiers() -> None:
    assert [t.mod for t in read("The convoy was hit 10 days ago.")] == ["APPROX"]
    assert [t.mod for t in read("Shelling has intensified recently.")] == ["APPROX"]
    (t,) = read("The fort fell in late May.")
    assert (t.mod, t.earliest, t.latest) == ("END", dt.date(2020, 5, 21), dt.date(2020, 5, 31))


def test_the_day_after_counts_from_the_story() -> None:
    assert brief("Rebels took the hill on June 3. The army retook it the day after.")[1][1] == "2020-06-04"
    assert brief("Rebels took the hill on June 3. The army retook it the following Monday.")[1][1] == "2020-06-08"
    assert brief("The ministry said on Tuesday that two soldiers were killed the previous day.")[1][1] == "2020-07-06"
    assert brief("Rebels took the hill on June 3. Two days later the army retook it.")[1][1] == "2020-06-05"
    assert brief("Two days later, the army withdrew.") == [("Two days later", None)]


# Ways to write a date.


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The deal was signed on 21 February 2019.", "2019-02-21"),
        ("The deal was signed on February 21st, 2019.", "2019-02-21"),
        ("The deal was signed on the 21st of February, 2019.", "2019-02-21"),
        ("The deal was signed on Feb. 21, 2019.", "2019-02-21"),
        ("The deal was signed on 2019-02-21.", "2019-02-21"),
        ("The deal was signed on 21.02.2019.", "2019-02-21"),
        ("The deal was signed on 02/21/2019.", "2019-02-21"),
        ("JAN. 27 marked the day.", "2020-01-27"),
        ("From 3 to 5 May the army pounded the town.", "2020-05-03/2020-05-05"),
        ("The summit on Nov. 11-12 will draw leaders.", "2020-11-11/2020-11-12"),
        ("He ruled in 2011-2013.", "2011/2013"),
        ("He fled in the 1990s.", "199"),
        ("He fled in the late '80s.", "198"),
        ("The fort was built in the 19th century.", "18"),
        ("Exports fell in the third quarter of 2018.", "2018-Q3"),
        ("Exports fell in the first half of 2019.", "2019-H1"),
        ("The campaign of fiscal 2019 ended.", "2019"),
        ("It was worse last summer.", "2019-SU"),
        ("Fighting eased last winter.", "2019-WI"),
        ("The rains came in the spring of 2018.", "2018-SP"),
        ("The shelling went on in the week of June 15.", "2020-W25"),
        ("Shelling killed nine over the weekend.", "2020-W27-WE"),
        ("At the end of the month the mandate expires.", "2020-07"),
        ("Troops attacked on Christmas Eve.", "2019-12-24"),
        ("The truce broke on Good Friday.", "2020-04-10"),
        ("The 9/11 attacks changed much.", "2001-09-11"),
        ("The envoy is due in Tunis on Thursday.", "2020-07-09"),
        ("Ahead of Sunday's election, police were deployed.", "2020-07-12"),
        ("Officials vowed to act after Friday's bombing.", "2020-07-03"),
        ("The force will leave by late 2021.", "2021"),
        ("Later this month the two will meet.", "2020-07"),
    ],
)
def test_dates(text: str, value: str) -> None:
    (t,) = read(text)
    assert t.value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Rockets hit the airport at 10:30 p.m. on Monday.", "2020-07-06T22:30"),
        ("The truce begins at 0400 GMT on Friday.", "2020-07-10T04:00Z"),
        ("The truce took effect at 6 a.m. local time on June 8.", "2020-06-08T06:00"),
        ("Clashes erupted on Monday morning.", "2020-07-06TMO"),
        ("The attack came on the night of June 30.", "2020-06-30TNI"),
        ("The ceasefire will start at midnight on Sunday.", "2020-07-12T00:00"),
    ],
)
def test_clocks_take_the_day_beside_them(text: str, value: str) -> None:
    (t,) = read(text)
    assert (t.type, t.value) == ("TIME", value)


def test_a_clock_in_brackets_is_the_same_moment() -> None:
    assert brief("Rockets hit the port at 10:30 p.m. (2030 GMT) on Monday.") == [
        ("10:30 p.m.", "2020-07-06T22:30"),
        ("2030 GMT", "2020-07-06T20:30Z"),
        ("Monday", "2020-07-06"),
    ]


@pytest.mark.parametrize(
    ("text", "type_", "value"),
    [
        ("The three-day truce held.", "DURATION", "P3D"),
        ("He was held for 48 hours.", "DURATION", "PT48H"),
        ("He was held for a year and a half.", "DURATION", "P18M"),
        ("The war has raged for years.", "DURATION", "PXY"),
        ("The decade-long war ended.", "DURATION", "P10Y"),
        ("Half a century of war ended.", "DURATION", "P50Y"),
        ("The eight-year-old war ended.", "DURATION", "P8Y"),
        ("Protesters gather every Friday.", "SET", "XXXX-WXX-5"),
        ("The council holds an annual review.", "SET", "P1Y"),
        ("The council meets weekly.", "SET", "P1W"),
        ("The council meets twice a month.", "SET", "P1M"),
        ("Currently, the road is closed.", "DATE", "PRESENT_REF"),
        ("The road was formerly closed.", "DATE", "PAST_REF"),
    ],
)
def test_lengths_sets_and_vague_words(text: str, type_: str, value: str) -> None:
    (t,) = read(text)
    assert (t.type, t.value) == (type_, value)


@pytest.mark.parametrize(
    "text",
    [
        "The crowd may march on the palace.",
        "He sat down and saw the second truck fall.",
        "Prices fall while rebels march.",
        "A 12-year-old boy was killed.",
        "The score was 2-1, and 1,990 men saw it.",
        "Resolution 2254 was adopted.",
        "June Jordan met April Ryan.",
        "About 2000 civilians fled.",
        "Shells fell, minister Dan May said.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert brief(text) == []


def test_a_year_follows_the_date_before_it_in_a_tale() -> None:
    assert brief("The rebels seized the town on September 14, 2018. The army retook it on October 3.")[1][1] == "2018-10-03"


def test_last_year_in_january() -> None:
    assert brief("The army lost the town last year.", dt.date(2020, 1, 3)) == [("last year", "2019")]


def test_a_clockless_story_without_a_day_keeps_what_the_text_says() -> None:
    text = "Rebels took the town on 3 May 2019 and left on Monday."
    assert [(t.text, t.value) for t in read(text, None)] == [("3 May 2019", "2019-05-03"), ("Monday", "XXXX-WXX-1")]


def test_the_header_is_furniture() -> None:
    text = "date 2020-07-08 TUNIS (Reuters - 08th July, 2020) The two sides met on Monday, the ministry said."
    story = ingest.prepare(Story(id="t", text=text))
    assert not isinstance(story, InputError)
    times = find_times(parse([Reading(story=story)], Settings())[0]).times
    assert [(t.id, t.text, t.value, t.furniture) for t in times] == [
        ("t1", "2020-07-08", "2020-07-08", True),
        ("t2", "08th July, 2020", "2020-07-08", True),
        ("t3", "Monday", "2020-07-06", False),
    ]


# What the times date (situate/when.py).


def test_events_take_their_times(code: Callable[..., Reading]) -> None:
    r = code("Rebels killed four soldiers in Kelm on Monday. The army will attack the town on Friday, the ministry said on Tuesday.")
    when = {r.story.slice(e.trigger): e.when for e in r.events}
    killed = next(w for t, w in when.items() if t.startswith("killed"))
    assert killed is not None and killed.earliest == killed.latest == dt.date(2020, 7, 6)
    attack = next(w for t, w in when.items() if t.startswith("attack"))
    assert attack is not None and attack.earliest == attack.latest == dt.date(2020, 7, 10)


def test_a_record_does_not_date_the_event(code: Callable[..., Reading]) -> None:
    r = code("The bombing on Sunday was the worst attack since 2014, police said on Monday.")
    assert all(e.when is None or e.when.earliest is None or e.when.earliest.year == 2020 for e in r.events)


def test_ranges_and_periods_up_to_now(code: Callable[..., Reading]) -> None:
    r = code("The army shelled the town from 3 May to 5 May.")
    (e,) = [e for e in r.events if e.when and e.when.time]
    assert e.when is not None and (e.when.earliest, e.when.latest) == (dt.date(2020, 5, 3), dt.date(2020, 5, 5))
    r = code("Rebels have attacked the town this week.")
    (e,) = [e for e in r.events if e.when and e.when.time]
    assert e.when is not None and (e.when.earliest, e.when.latest) == (dt.date(2020, 7, 6), DAY)


# The calendar.


def test_values_are_days() -> None:
    assert cal.days("2020-02") == (dt.date(2020, 2, 1), dt.date(2020, 2, 29))
    assert cal.days("2020-WI") == (dt.date(2020, 12, 1), dt.date(2021, 2, 28))
    assert cal.days("2019-Q4") == (dt.date(2019, 10, 1), dt.date(2019, 12, 31))
    assert cal.days("202") == (dt.date(2020, 1, 1), dt.date(2029, 12, 31))
    assert cal.days("2020-02-30") == cal.days("PXD") == cal.days(None) == (None, None)


@given(st.dates(min_value=dt.date(1000, 1, 1), max_value=dt.date(9000, 1, 1)), st.sampled_from("DWNOQYEC"))
def test_a_unit_contains_its_day(day: dt.date, unit: str) -> None:
    first, last = cal.days(cal.at(day, unit))
    assert first is not None and last is not None
    assert first <= day <= last or unit == "N"
    assert cal.unit_of(cal.at(day, unit)) == ("W" if unit == "N" else unit)


@given(st.dates(min_value=dt.date(1000, 1, 1), max_value=dt.date(9000, 1, 1)), st.integers(0, 6), st.sampled_from([-1, 1]))
def test_the_nearest_weekday(day: dt.date, number: int, direction: int) -> None:
    found = cal.weekday(day, number, direction)
    assert found.weekday() == number
    assert 0 <= (found - day).days * direction < 7


def test_feasts() -> None:
    w = time_words()
    assert [cal.easter(y).isoformat() for y in (1998, 2019, 2020, 2024)] == ["1998-04-12", "2019-04-21", "2020-04-12", "2024-03-31"]
    assert [cal.orthodox_easter(y).isoformat() for y in (2019, 2020, 2024)] == ["2019-04-28", "2020-04-19", "2024-05-05"]
    assert w.feast("eid al-fitr", 2020) == [(dt.date(2020, 5, 24), dt.date(2020, 5, 26))]
    assert w.feast("passover", 2020)[0][0] == dt.date(2020, 4, 9)
    assert w.feast("thanksgiving", 2020) == [(dt.date(2020, 11, 26), dt.date(2020, 11, 26))]
    assert w.feast("nowruz", 2020)[0][0] == dt.date(2020, 3, 20)
    assert len(w.feast("ramadan", 2030)) == 2


_WORDS = st.sampled_from(
    [*time_words().sights, *time_words().numbers, "Monday", "May", "1999", "31", "12:30", "p.m.", "GMT", "last", "next", "the", "a", "of", "in", "until", "will",
     "met", "2020-02-30", "31/12/99", "1990s", "half", "\n", "(", ")", "99999999", "more than", "٣"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(_WORDS, min_size=1, max_size=25), st.sampled_from([None, DAY, dt.date(1, 1, 1), dt.date(9999, 12, 31), dt.date(2020, 2, 29)]))
def test_any_heap_of_words(words: list[str], day: dt.date | None) -> None:
    text = " ".join(words)
    times = read(text, day)
    for t in times:
        assert text[slice(*t.span)] == t.text == t.text.strip() != ""
        assert not (t.earliest and t.latest and t.earliest > t.latest)
    assert all(a.span[1] <= b.span[0] for a, b in itertools.pairwise(times))
    assert [t.id for t in times] == [f"t{k}" for k in range(1, len(times) + 1)]
