"""Inputs that are made to do harm. Each test fails without its guard."""

import bz2
import gzip
import io
import json
import os
import pathlib
import subprocess
import sys
import tarfile
import time
import tracemalloc
import zipfile

import msgspec
import pytest

from dateline import cli, ingest
from dateline.errors import InputError
from dateline.ingest import markup
from dateline.ingest.repair import damage
from dateline.ingest.source import Budget, Source
from dateline.model.story import Story
from dateline.settings import Limits

GOOD = b"date 2020-07-08 TRIPOLI (Reuters) - Rebels shelled the town of Sirte on Monday."
SMALL = Limits(free_expansion=1 << 20, expansion=20, whole_bytes=1 << 22)


def read(path: pathlib.Path, data: bytes, limits: Limits = SMALL) -> list[Story | InputError]:
    path.write_bytes(data)
    return list(ingest.read([path], limits=limits))


def faults(found: list[Story | InputError]) -> str:
    return " ".join(str(f) for f in found if isinstance(f, InputError))


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in members.items():
            z.writestr(name, data)
    return out.getvalue()


ZEROS = b"a sentence. " * 1_000_000


@pytest.mark.parametrize("bomb", [gzip.compress(ZEROS), bz2.compress(ZEROS), gzip.compress(gzip.compress(ZEROS)), zipped({"a.txt": ZEROS}), zipped({f"{k}.txt": ZEROS[:600_000] for k in range(9)})])
def test_an_archive_that_expands_without_bound_is_stopped(tmp_path: pathlib.Path, bomb: bytes) -> None:
    found = read(tmp_path / "bomb", bomb, msgspec.structs.replace(SMALL, whole_bytes=1 << 30))
    assert "expands to more than" in faults(found)
    assert sum(len(s.text) for s in found if isinstance(s, Story)) < 3 << 20


def test_a_workbook_that_expands_without_bound_is_stopped_though_it_lies_about_its_size(tmp_path: pathlib.Path) -> None:
    data = bytearray(zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": ZEROS}))
    for at in (data.find(b"xl/workbook.xml") - 30 + 22, data.rfind(b"xl/workbook.xml") - 46 + 24):
        data[at : at + 4] = (64).to_bytes(4, "little")
    assert "expands to more than" in faults(read(tmp_path / "t.xlsx", bytes(data)))


def test_archives_within_archives_without_end(tmp_path: pathlib.Path) -> None:
    data = GOOD
    for _ in range(30):
        data = gzip.compress(data)
    assert "archives deep" in faults(read(tmp_path / "x", data))


def test_a_line_without_end_is_not_held_in_memory(tmp_path: pathlib.Path) -> None:
    (tmp_path / "x.jsonl").write_bytes(b"a" * (32 << 20))
    tracemalloc.start()
    with (tmp_path / "x.jsonl").open("rb") as f, pytest.raises(InputError, match="longer than"):
        list(Source("x.jsonl", f, Budget("x.jsonl", SMALL)).lines())
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 4 * SMALL.whole_bytes


def test_a_compressed_line_without_end_is_told_of(tmp_path: pathlib.Path) -> None:
    found = read(tmp_path / "x.jsonl", b'{"id": "' + b"a" * (5 << 20) + b"\n" + b'{"id": "b", "text": "Talks went on.", "published": "2020-07-08"}\n')
    assert "longer than" in faults(found)


ENTITIES = '<!DOCTYPE r [<!ENTITY a "secret"><!ENTITY b "&a;&a;&a;&a;">{more}]>'
OUTSIDE = '<!DOCTYPE r [<!ENTITY a SYSTEM "file://{path}">]>'
NITF = "<nitf><head><docdata><date.issue norm='20200708'/></docdata></head><body><body.content><p>Talks. &a;</p></body.content></body></nitf>"
G2 = (
    "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='g'><itemMeta><versionCreated>2020-07-08</versionCreated></itemMeta><contentSet><inlineXML><html><body><p>Talks. &a;</p></body>"
    "</html></inlineXML></contentSet></newsItem>"
)
RSS = "<rss version='2.0'><channel><item><guid>g</guid><pubDate>Wed, 08 Jul 2020 10:00:00 GMT</pubDate><description>Talks. &a;</description></item></channel></rss>"


@pytest.mark.parametrize("document", [NITF, G2, RSS, RSS.replace("</rss>", "")], ids=["nitf", "newsml", "rss", "broken-rss"])
@pytest.mark.parametrize("outside", [False, True])
def test_entities_are_refused(tmp_path: pathlib.Path, document: str, outside: bool) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    declared = OUTSIDE.format(path=secret) if outside else ENTITIES.format(more="")
    found = read(tmp_path / "x.xml", f"<?xml version='1.0'?>{declared}{document}".encode())
    assert "declares entities" in faults(found)
    assert not any(isinstance(s, Story) for s in found)


def test_a_billion_laughs_in_utf_16(tmp_path: pathlib.Path) -> None:
    more = "".join(f'<!ENTITY c{k} "{"&b;" if not k else f"&c{k - 1};" * 10}">' for k in range(12))
    with pytest.raises(InputError, match="declares entities"):
        markup.tree("x", f'<?xml version="1.0" encoding="utf-16"?>{ENTITIES.format(more=more)}{NITF}'.encode("utf-16"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xml", b"<nitf><body><body.content>" + b"<p>" * 100_000 + b"Talks" + b"</p>" * 100_000 + b"</body.content></body></nitf>"),
        ("a.json", b"[" * 100_000 + b"]" * 100_000),
        ("a.jsonl", b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
        ("a.html", b"<html><body>" + b"<div>" * 50_000 + b"<p>Talks went on.</p>" + b"</div>" * 50_000),
        ("b.xml", RSS.replace("Talks. &a;", "&lt;div&gt;" * 50_000).encode()),
    ],
)
def test_deep_nesting_ends_in_a_fault_and_not_in_a_crash(tmp_path: pathlib.Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "z.txt").write_bytes(GOOD)
    done = subprocess.run(
        [sys.executable, "-c", "import sys, pathlib; from dateline import ingest; print([type(s).__name__ for s in ingest.read([pathlib.Path(sys.argv[1])])])", str(tmp_path)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith("'Story']")


def test_no_path_in_an_archive_leads_anywhere(tmp_path: pathlib.Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    found = read(inside / "a.zip", zipped({"../../evil.txt": GOOD, "/evil.txt": GOOD, "C:\\evil.txt": GOOD}))
    assert len([s for s in found if isinstance(s, Story)]) == 3
    assert {p.name for p in tmp_path.rglob("*")} == {"in", "a.zip"}


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_links_and_devices_in_an_archive_are_not_followed(tmp_path: pathlib.Path, kind: bytes) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_bytes(GOOD)
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as t:
        info = tarfile.TarInfo("link.txt")
        info.type, info.linkname = kind, str(secret)
        t.addfile(info)
    found = read(tmp_path / "a.tar", out.getvalue())
    assert "link or device" in faults(found) and len(found) == 1


def test_a_link_that_leaves_its_folder_is_not_followed(tmp_path: pathlib.Path) -> None:
    folder, outside = tmp_path / "news", tmp_path / "private"
    folder.mkdir()
    outside.mkdir()
    (outside / "a.txt").write_bytes(GOOD)
    (folder / "b.txt").write_bytes(GOOD)
    (folder / "file.txt").symlink_to(outside / "a.txt")
    (folder / "folder").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe")
    found = list(ingest.read([folder]))
    assert [s.id for s in found if isinstance(s, Story)] == ["b"]
    assert len(found) == 5 and "leads out of its folder" in faults(found) and "device or pipe" in faults(found)


def test_names_cannot_command_the_terminal(tmp_path: pathlib.Path) -> None:
    found = read(tmp_path / "a.zip", zipped({"\x1b[2J[bold]evil.bin": b"\0\1\2" * 50}))
    assert "\x1b" not in faults(found)


def test_texts_cannot_command_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    cli._complain(InputError("a.txt", "begins with '\x1b[2J'", "Look at [bold]it[/]"))
    told = capsys.readouterr().err
    assert "\x1b[2J" not in told and "[bold]it" in told


HOSTILE = {
    "brackets": "(" * 20_000,
    "credits": "\n(reporting " + "(a) " * 20_000,
    "credits, many": "Talks went on.\n(reporting by (x)" * 4_000,
    "names": "a b c " * 15_000,
    "one word": "A" * 100_000,
    "commas": "A, " * 30_000,
    "dashes": "A - " * 30_000,
    "digits": "1/" * 50_000,
    "spaces": " " * 100_000 + "x",
    "lines": "\n \n" * 40_000 + "x",
    "pipes": "a | " * 30_000,
    "headers": "Title: x\n" * 20_000,
    "labels": "LENGTH: 3 words\n" * 10_000 + "Body\n" * 10_000,
    "of": "1 of 1 DOCUMENTS\nLENGTH: 3 words\n" * 5_000,
    "tags": "HD\nPD\nLP\n" * 10_000,
    "words": "1 words\n(c)\n" * 5_000,
    "mail": "To: x\n" * 20_000,
    "comments": "<!-- " * 20_000,
    "entities": "<p>&" * 5_000,
    "quotes": '"' * 50_000,
    "damage": "a\u201d \u201d " * 20_000,
    "wire": "\x01eca0003 3\n" * 5_000,
    "signature": "\x01eca0003 3\n\x02a =\n" + "\n" * 60_000 + "X\x030",
    "notebook": "\x01eca0003 3\n\x02a =\n" + "\n \n" * 30_000 + "\x030",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("begin", ["", "CAIRO, June 6 (Reuters) - ", "<html><body><p>"])
def test_no_pattern_takes_long_on_hostile_text(tmp_path: pathlib.Path, text: str, begin: str) -> None:
    since = time.process_time()
    read(tmp_path / "x.txt", (begin + text).encode())
    damage(text)
    assert time.process_time() - since < 4, "a pattern takes more than linear time"


def test_a_record_cannot_name_a_file_or_address_to_be_read(tmp_path: pathlib.Path) -> None:
    (tmp_path / "secret.txt").write_bytes(GOOD)
    row = {"id": "a", "text": f"file://{tmp_path}/secret.txt", "url": "http://127.0.0.1:1/x", "published": "2020-07-08"}
    (s,) = read(tmp_path / "x.jsonl", json.dumps(row).encode())
    assert isinstance(s, Story) and s.text == row["text"]


def test_xml_has_a_bounded_depth() -> None:
    with pytest.raises(InputError, match="nested deeper"):
        markup.tree("x", b"<a>" * 300 + b"</a>" * 300)
