"""Every reader under mutated and made-up input, for a bounded time: it gives stories and faults, and nothing else. tools/fuzz_readers.py runs for longer."""

import functools
import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline import ingest
from dateline.errors import InputError
from dateline.ingest.source import Budget, Source
from dateline.model.story import Story
from dateline.settings import Limits

LIMITS = Limits(free_expansion=1 << 22, whole_bytes=1 << 20)
TEXT = b"date 2020-07-08 TRIPOLI (Reuters) - Rebels shelled the town."


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("a.txt", TEXT)
    return out.getvalue()


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as t:
        info = tarfile.TarInfo("a.txt")
        info.size = len(TEXT)
        t.addfile(info, io.BytesIO(TEXT))
    return out.getvalue()[:2_048]


@functools.cache
def _tables() -> tuple[bytes, bytes]:
    import pyarrow as pa
    import pyarrow.parquet as pq
    import xlsxwriter

    parquet, excel = io.BytesIO(), io.BytesIO()
    pq.write_table(pa.table({"id": ["a"], "text": ["Talks went on."], "published": ["2020-07-08"]}), parquet)
    book = xlsxwriter.Workbook(excel)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["id", "text", "published"])
    sheet.write_row(1, 0, ["a", "Talks went on.", "2020-07-08"])
    book.close()
    return parquet.getvalue(), excel.getvalue()


ROW = {"id": "a", "text": "Talks went on.", "published": "2020-07-08"}
SEEDS: dict[str, Callable[[], bytes]] = {
    "a.txt": lambda: b"Title: A\nDate: 8 July 2020\n\nTalks went on.",
    "a.jsonl": lambda: json.dumps(ROW).encode() + b"\n" + json.dumps(ROW).encode(),
    "a.json": lambda: json.dumps([{"guid": "a", "body_html": "<p>Talks</p>", "versioncreated": "2020-07-08"}], indent=1).encode(),
    "a.csv": lambda: b'id,text,published\na,"Talks\nwent on",2020-07-08\n',
    "a.parquet": lambda: _tables()[0],
    "a.xlsx": lambda: _tables()[1],
    "a.gz": lambda: gzip.compress(TEXT, mtime=0),
    "a.zip": _zip,
    "a.tar": _tar,
    "a.html": lambda: b"<!DOCTYPE html><html><head><title>A</title></head><body><article><p>Talks went on in the capital on Monday.</p></article></body></html>",
    "feed": lambda: b"<rss version='2.0'><channel><item><guid>g</guid><pubDate>Wed, 08 Jul 2020 10:00:00 GMT</pubDate><description>Talks &amp;lt;</description></item></channel></rss>",
    "newsml": lambda: b"<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='g'><itemMeta><versionCreated>2020-07-08</versionCreated></itemMeta><contentSet><inlineXML><p>Talks.</p></inlineXML></contentSet></newsItem>",
    "nitf": lambda: b"<nitf><head><docdata><date.issue norm='20200708'/></docdata></head><body><body.content><p>Talks.</p></body.content></body></nitf>",
    "anpa": lambda: b"\x16\x16\x01W1234\x1fasian\nf i\x13\x11 BC-X 07-08 0100\r\n\x02^BC-X,9<\r\n\t   Talks went on.\r\n\x03AP-WF-07-08-20 1000GMT<\r\n\x04",
    "iptc": lambda: b"\x01eca0003 3 i 380  dpa 0045\r\n\nLibya/\r\n\x02Talks =\r\n\nTalks went on.\r\n\x03081000 GMT Jul 20",
    "a.eml": lambda: b"From: a@b.example\r\nTo: c@d.example\r\nSubject: A\r\nDate: Wed, 08 Jul 2020 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nTalks.\r\n--x--\r\n",
    "export": lambda: b"1 of 1 DOCUMENTS\n\nThe Daily\n\nJuly 8, 2020\n\nTalks go on\n\nLENGTH: 3 words\n\nBODY:\nTalks went on.\n\nLOAD-DATE: July 9, 2020\n",
    "factiva": lambda: b"HD\nTalks go on\nWC 3 words\nPD 8 July 2020\nSN The Daily\nLP\nTalks went on.\nAN\nDocument DAILY00020200708eg780001a\n",
    "a.warc": lambda: b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: 64\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nTalks went on Monday.\r\n\r\n",
}  # fmt: skip


def run(name: str, data: bytes) -> None:
    """Read, and hold what every reader promises."""
    budget = Budget(name, LIMITS, len(data))
    for item in ingest.read_stream(Source(name, io.BytesIO(data), budget)):
        assert isinstance(item, Story | InputError)
        if isinstance(item, InputError):
            assert item.where and item.what and item.remedy
        else:
            assert item.text.strip() and item.id
            item.text.encode("utf-8")  # no lone surrogates: it could not be written


def mutate(seed: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    """A seed with stretches replaced."""
    for at, length, new in edits:
        at %= len(seed) + 1
        seed = seed[:at] + new + seed[at + length :]
    return seed


EDITS = st.lists(st.tuples(st.integers(0, 4_000), st.integers(0, 12), st.binary(max_size=12) | st.sampled_from([b"<", b">", b"&#0;", b"\0", b"\xff", b"\n", b"\\ud800", b"9" * 30, b"%PDF"])), min_size=1, max_size=4)


@pytest.mark.parametrize("name", SEEDS)
def test_no_mutation_brings_a_reader_down(name: str) -> None:
    seed = SEEDS[name]()
    run(name, seed)

    @settings(max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(EDITS)
    def mutated(edits: list[tuple[int, int, bytes]]) -> None:
        run(name, mutate(seed, edits))

    mutated()


@settings(max_examples=120, deadline=None, derandomize=True, database=None)
@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass")), st.sampled_from([*SEEDS, "a", "a.tsv"]))
def test_no_bytes_bring_ingest_down(data: bytes, name: str) -> None:
    run(name, data)
