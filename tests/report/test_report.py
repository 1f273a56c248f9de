"""A brief as Markdown, HTML and PDF: the same lines, every one with its source, and no text of a story read as markup."""

import datetime as dt
import re

import pytest

from dateline.errors import InputError, UsageError
from dateline.lexicon.process import machine
from dateline.model.process import Actor, Contact, Days, Evidence, Move, Process, Thread
from dateline.report import FORMATS, render
from dateline.track.brief import Brief, brief, digest
from dateline.tracking import process_of

A, B = Actor(id="A", name="Army & <Guard>", side="A"), Actor(id="B", name="Rebels | B", side="B")
DAY = dt.date(2020, 1, 11)


def evidence(record: str, day: dt.date = DAY) -> Evidence:
    return Evidence(record=record, known_since=day, outlet="Agency", span=(0, 3), sentence="The army said *yes* to <b>it</b> #1 $x$ @y.")


@pytest.fixture
def process() -> Process:
    on = Days(earliest=DAY, latest=DAY)
    moves = (
        Move(thread="t", side="A", step="accepted", state="accepted", days=on, voice="own", by=A, evidence=evidence("s1/c1")),
        Move(thread="t", side="B", step="rejected", state="rejected", days=on, voice="outlet", by=B, evidence=evidence("s2/c1", DAY + dt.timedelta(days=2))),
    )
    thread = Thread(id="t", word="truce", opened=on, known_since=DAY)
    contact = Contact(a=A, b=B, mode="call", standing=False, days=on, claimed_by=("A",), evidence=evidence("s3/e1"))
    return Process(conflict="c", name="A & B", parties=(A, B), stories=3, first=DAY, last=DAY + dt.timedelta(days=2), per_day=((DAY, 2), (DAY + dt.timedelta(days=2), 1)), threads=(thread,), moves=moves, contacts=(contact,))


@pytest.fixture
def made(process: Process) -> Brief:
    return brief(process, machine())


def test_every_row_has_a_source_that_is_there(made: Brief) -> None:
    numbers = {s.number for s in made.sources}
    rows = [r for s in made.sections for r in s.rows]
    assert rows and all(set(r.sources) <= numbers for r in rows)
    assert all(r.sources for s in made.sections for r in s.rows if s.id != "ceasefire")
    assert [s.number for s in made.sources] == list(range(1, len(made.sources) + 1))


def test_rows_fit_their_columns(made: Brief) -> None:
    assert all(len(r.cells) == len(s.columns) for s in made.sections for r in s.rows)


def test_a_brief_as_known_earlier_lacks_what_came_later(process: Process) -> None:
    early = brief(process, machine(), as_of=DAY, known_by=DAY)
    assert [r.cells[:2] for r in next(s for s in early.sections if s.id == "ceasefire").rows] == [(A.name, "accepted"), (B.name, "no step told")]
    late = brief(process, machine(), as_of=DAY)
    assert [r.cells[:2] for r in next(s for s in late.sections if s.id == "ceasefire").rows] == [(A.name, "accepted"), (B.name, "rejected")]


def test_html_escapes_and_links_within_the_page_only(made: Brief) -> None:
    page = render(made, "html").decode()
    assert "<Guard>" not in page and "Army &amp; &lt;Guard&gt;" in page and "<b>it</b>" not in page
    targets = set(re.findall(r'id="(s\d+)"', page))
    links = re.findall(r'href="([^"]+)"', page)
    assert links and all(x.startswith("#") and x[1:] in targets for x in links)
    assert "http" not in page and "<script" not in page


def test_markdown_tables_are_whole(made: Brief) -> None:
    page = render(made, "md").decode()
    for block in re.findall(r"(?:^\|.*\n)+", page, re.M):
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
        assert len(widths) == 1, block
    assert r"Rebels \| B" in page and r"\<Guard\>" in page


def test_pdf_is_a_pdf_and_the_same_twice(made: Brief) -> None:
    pytest.importorskip("typst")
    first = render(made, "pdf")
    assert first.startswith(b"%PDF-") and first == render(made, "pdf")


def test_changes_since_a_day(process: Process) -> None:
    told = digest(process, machine(), since=DAY + dt.timedelta(days=1))
    rows = [r.cells for s in told.sections for r in s.rows]
    assert rows == [("2020-01-13", "truce, 2020-01-11", B.name, "no step told → rejected", "2020-01-11")]
    assert [s.record for s in told.sources] == ["s2/c1"]


def test_unknown_format_and_conflict_say_what_would_do(made: Brief) -> None:
    with pytest.raises(UsageError, match=", ".join(FORMATS)):
        render(made, "docx")
    with pytest.raises(InputError, match=r"conflict\.libya"):
        process_of([], "conflict.atlantis")
