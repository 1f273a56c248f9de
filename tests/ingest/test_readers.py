"""Each format, in the layout in which it comes: told by content, read whole, faults named and the others read."""

import bz2
import datetime as dt
import gzip
import io
import json
import lzma
import pathlib
import tarfile
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
import zstandard
from fastwarc.warc import WarcRecord, WarcRecordType

from dateline import ingest
from dateline.errors import InputError, Skipped
from dateline.model.story import Story

BODY = "TRIPOLI, July 8 (Reuters) - Rebels shelled the town of Sirte on Monday, the army said."
STORY = f"date 2020-07-08 {BODY}".encode()
DAY = dt.date(2020, 7, 8)


def read(path: pathlib.Path, data: bytes, **options: object) -> list[Story | InputError]:
    path.write_bytes(data)
    return list(ingest.read([path], **options))  # type: ignore[arg-type]


def one(path: pathlib.Path, data: bytes, **options: object) -> Story:
    (found,) = read(path, data, **options)
    assert isinstance(found, Story), found
    return found


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in members.items():
            z.writestr(name, data)
    return out.getvalue()


def tarred(mode: str, **members: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as t:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            t.addfile(info, io.BytesIO(data))
    return out.getvalue()


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstandard.ZstdCompressor().compress, lambda b: gzip.compress(b[:40]) + gzip.compress(b[40:]), lambda b: lzma.compress(b[:9]) + lzma.compress(b[9:])])
def test_compressed_files_are_told_by_content(tmp_path: pathlib.Path, pack: object) -> None:
    assert one(tmp_path / "without-ending", pack(STORY)).text == STORY.decode()  # type: ignore[operator]


@pytest.mark.parametrize("make", [zipped, lambda **m: tarred("w", **m), lambda **m: tarred("w:gz", **m), lambda **m: tarred("w:xz", **m)])
def test_a_bad_member_is_named_and_the_others_are_read(tmp_path: pathlib.Path, make: object) -> None:
    found = read(tmp_path / "news.bin", make(**{"a/one.txt": STORY, "two.bin": b"\0\1" * 99, "three.txt": STORY}))  # type: ignore[operator]
    assert [s.id for s in found if isinstance(s, Story)] == ["one", "three"]
    (fault,) = [s for s in found if isinstance(s, InputError)]
    assert fault.where.endswith("two.bin")


def test_archives_within_archives(tmp_path: pathlib.Path) -> None:
    assert one(tmp_path / "a.zip", zipped(**{"b.tar.gz": tarred("w:gz", **{"c.txt": STORY})})).path == str(tmp_path / "a.zip/b.tar.gz/b.tar/c.txt")


def test_headers_before_a_text(tmp_path: pathlib.Path) -> None:
    s = one(tmp_path / "x.txt", f"Title: Shelling\nDate: 8 July 2020\nSource: The Daily\n\n{BODY}\n".encode())
    assert (s.title, s.published, s.outlet, s.text) == ("Shelling", DAY, "The Daily", BODY + "\n")


def test_a_text_that_begins_with_a_colon_is_whole(tmp_path: pathlib.Path) -> None:
    text = "Update: talks go on\n\nThe army said so."
    assert one(tmp_path / "x.txt", text.encode(), published=DAY).text == text


ROW = {"doc": {"key": "k1"}, "body": BODY, "when": "2020-07-08T10:00:00Z", "head": "Shelling"}
MAP = {"id": "doc.key", "text": "body", "published": "when", "title": "head"}


@pytest.mark.parametrize("data", [json.dumps(ROW), json.dumps(ROW, indent=1), json.dumps([ROW]), json.dumps({"total": 1, "results": [ROW]}, indent=2)])
def test_json_with_mapped_fields(tmp_path: pathlib.Path, data: str) -> None:
    s = one(tmp_path / "x.json", data.encode(), fields=MAP)
    assert (s.id, s.text, s.published, s.title) == ("k1", BODY, DAY, "Shelling")


def test_a_field_that_is_not_there_names_those_that_are(tmp_path: pathlib.Path) -> None:
    (fault,) = read(tmp_path / "x.jsonl", json.dumps({"key": "k", "body": BODY}).encode())
    assert isinstance(fault, InputError) and "--map id=FIELD (it has: key, body)" in fault.remedy


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_csv(tmp_path: pathlib.Path, separator: str) -> None:
    rows = [["text", "published", "title"], [f'"{BODY}\n\nSecond; paragraph."', "2020-07-08", "A"], ["x", "y", "z", "w"], [f'"{BODY}"', "04/05/2020", "B"]]
    found = read(tmp_path / "t", "\n".join(separator.join(r) for r in rows).encode())
    assert isinstance(found[0], Story) and found[0].text.endswith("Second; paragraph.") and found[0].id == "t-2"
    assert isinstance(found[1], InputError) and "4 cells under 3 names" in found[1].what
    assert isinstance(found[2], InputError) and "not ISO" in found[2].what  # it could be two days


def test_parquet_and_excel(tmp_path: pathlib.Path) -> None:
    pq.write_table(pa.table({"body": [BODY, None], "day": [dt.datetime(2020, 7, 8), None], "n": [1, 2]}), tmp_path / "t.parquet")
    book = xlsxwriter.Workbook(str(tmp_path / "t.xlsx"))
    sheet = book.add_worksheet("news")
    for k, row in enumerate([["body", "day"], [BODY, dt.datetime(2020, 7, 8)], ["", ""]]):
        for c, value in enumerate(row):
            if isinstance(value, dt.datetime):
                sheet.write_datetime(k, c, value, book.add_format({"num_format": "yyyy-mm-dd"}))
            else:
                sheet.write(k, c, value)
    book.close()
    first, second = ingest.read([tmp_path / "t.parquet"], fields={"text": "body", "published": "day"})
    (cell,) = ingest.read([tmp_path / "t.xlsx"], fields={"text": "body", "published": "day"})
    for s in (first, cell):
        assert isinstance(s, Story) and (s.text, s.published) == (BODY, DAY)
    assert isinstance(second, InputError) and "no 'text'" in second.what


PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Shelling in Sirte | The Daily</title><meta property="og:site_name" content="The Daily">
<meta property="article:published_time" content="2020-07-08T09:00:00Z"><script>var a = "The rebels declared a ceasefire.";</script></head><body><nav>Home World</nav>
<article><h1>Shelling in Sirte</h1><p>{BODY} Nobody was hurt, officials added later in the day.</p><p>The governor told reporters that roads were closed.</p></article>
<script>document.write("The rebels declared a ceasefire.")</script></body></html>"""


def test_a_page_gives_its_article_and_no_script(tmp_path: pathlib.Path) -> None:
    s = one(tmp_path / "p", PAGE.encode())
    assert (s.title, s.published, s.outlet) == ("Shelling in Sirte", DAY, "The Daily")
    assert "shelled the town" in s.text and "ceasefire" not in s.text and "Home World" not in s.text


def test_warc_by_streaming(tmp_path: pathlib.Path) -> None:
    out = io.BytesIO()
    for url, status in (("https://daily.example/a", "200 OK"), ("https://daily.example/b", "404 Not Found")):
        record = WarcRecord()
        record.init_headers(record_type=WarcRecordType.response, record_urn=b"<urn:uuid:00000000-0000-0000-0000-000000000001>")
        record.headers["WARC-Target-URI"], record.headers["WARC-Date"] = url, "2020-07-09T00:00:00Z"
        record.headers["Content-Type"] = "application/http; msgtype=response"
        record.set_bytes_content(f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n\r\n".encode() + PAGE.encode())
        record.write(out)
    s = one(tmp_path / "c.warc.gz", gzip.compress(out.getvalue()))
    assert (s.id, s.url, s.published) == ("https://daily.example/a", "https://daily.example/a", DAY)


RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Daily</title><language>en</language>
<item><title>One &amp; two</title><guid>g1</guid><link>https://daily.example/1</link><pubDate>Wed, 08 Jul 2020 23:30:00 +0200</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{BODY}</p><script>evil()</script><p>More.</p>]]></content:encoded></item><item><title>No id</title></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Daily</title><entry><id>g1</id><title>One &amp; two</title><updated>2020-07-08T23:30:00+02:00</updated>
<link href="https://daily.example/1"/><content type="html">&lt;p&gt;{BODY}&lt;/p&gt;&lt;p&gt;More.&lt;/p&gt;</content></entry></feed>"""


@pytest.mark.parametrize("feed", [RSS, ATOM, RSS.replace("</rss>", "")])
def test_feeds(tmp_path: pathlib.Path, feed: str) -> None:
    s, *faults = read(tmp_path / "f", feed.encode())
    assert isinstance(s, Story), s
    assert (s.id, s.title, s.published, s.url, s.outlet, s.text) == ("g1", "One & two", DAY, "https://daily.example/1", "The Daily", f"{BODY}\nMore.")
    assert all("guid" in f.what for f in faults if isinstance(f, InputError))


G2 = """<?xml version="1.0" encoding="UTF-8"?><!-- a comment > --><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2020-07-09T00:00:00Z</sent></header><itemSet>
<packageItem guid="p1"/><newsItem guid="urn:x:1" xml:lang="en"><itemMeta><itemClass qcode="ninat:text"/><provider literal="Agency"/>
<versionCreated>2020-07-08T10:00:00Z</versionCreated><pubStatus qcode="stat:STATUS"/></itemMeta><contentMeta><headline>Shelling</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>BODY</p><p>More <b>of</b> it.</p></body></html>
</inlineXML></contentSet></newsItem><newsItem guid="urn:x:2"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta></newsItem></itemSet></newsMessage>""".replace("BODY", BODY)


def test_newsml_g2(tmp_path: pathlib.Path) -> None:
    package, s, picture = read(tmp_path / "n", G2.replace("STATUS", "usable").encode())
    assert isinstance(package, Skipped) and isinstance(picture, Skipped) and "picture" in picture.what
    assert isinstance(s, Story), s
    assert (s.id, s.title, s.published, s.outlet, s.text) == ("urn:x:1", "Shelling", DAY, "Agency", f"{BODY}\nMore of it.")


def test_what_its_agency_withdrew_is_not_coded(tmp_path: pathlib.Path) -> None:
    found = read(tmp_path / "n", G2.replace("STATUS", "canceled").encode())
    assert all(isinstance(s, Skipped) for s in found) and any("withdrawn" in str(s) for s in found)


def test_newsml_1_keeps_the_dateline_that_stands_apart(tmp_path: pathlib.Path) -> None:
    s = one(
        tmp_path / "n",
        b"""<NewsML Version="1.2"><NewsItem xml:lang="en"><Identification><NewsIdentifier><PublicIdentifier>urn:a:1</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><ThisRevisionCreated>20200708T100000Z</ThisRevisionCreated></NewsManagement><NewsComponent><NewsLines><DateLine>TRIPOLI, July 8, 2020 (AFP) -</DateLine>
<HeadLine>Shelling</HeadLine></NewsLines><ContentItem><DataContent><nitf><body><body.content><p>Rebels shelled the town.</p></body.content></body></nitf></DataContent></ContentItem>
</NewsComponent></NewsItem></NewsML>""",
    )
    assert s.text == "TRIPOLI, July 8, 2020 (AFP) - Rebels shelled the town."
    assert (s.id, s.published, s.dateline and s.dateline.place_name) == ("urn:a:1", DAY, "TRIPOLI")


def test_nitf(tmp_path: pathlib.Path) -> None:
    text = f"""<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf.dtd"><nitf><head><title>t</title><docdata><doc-id id-string="d1"/><date.issue norm="20200708T1000Z"/>
</docdata></head><body><body.head><hedline><hl1>Shelling</hl1></hedline><distributor>Agency</distributor></body.head><body.content><block><p>{BODY}</p>
<media><media-caption>A picture.</media-caption></media><p>The <org>army</org> said
 so.</p></block></body.content></body></nitf>"""
    s = one(tmp_path / "n", text.encode())
    assert (s.id, s.title, s.published, s.outlet, s.text) == ("d1", "Shelling", DAY, "Agency", f"{BODY}\nThe army said so.")


@pytest.mark.parametrize("indent", [None, 2])
def test_ninjs(tmp_path: pathlib.Path, indent: int | None) -> None:
    row = {"guid": "g", "type": "text", "versioncreated": "2020-07-08T10:00:00Z", "headline": "Shelling", "body_html": f"<p>{BODY}</p><p>A &amp; B</p>", "provider": "Agency"}
    s = one(tmp_path / "n.json", json.dumps(row, indent=indent).encode())
    assert (s.id, s.title, s.published, s.text) == ("g", "Shelling", DAY, f"{BODY}\nA & B")
    (picture,) = read(tmp_path / "n.json", json.dumps({**row, "type": "picture"}, indent=indent).encode())
    assert isinstance(picture, Skipped)


def test_anpa(tmp_path: pathlib.Path) -> None:
    copy = (
        b"\x16\x16\x01W1234\x1fasian\nf i\x13\x11 BC-ML--Shelling     07-08 0100\r\n\x02^BC-ML--Shelling, 1st Ld,90<\r\n^Rebels shell a town<\r\n^By A WRITER=\r\n^Associated Press=\r\n"
        b"\t   TRIPOLI (AP) _ Rebels shelled a town.\r\n \r\n\t   ``We saw it,'' a witness\r\nsaid.\r\n\r\n\t   \x03AP-WF-07-08-20 1000GMT<\r\n\r\n\x0c\r\n\x04"
    )
    s = one(tmp_path / "w", copy)
    assert (s.title, s.published, s.agencies) == ("Rebels shell a town", DAY, ("Associated Press",))
    assert s.text == "TRIPOLI (AP) \u2014 Rebels shelled a town.\n\u201cWe saw it,\u201d a witness said."
    (cut,) = read(tmp_path / "w", copy.partition(b"\x03")[0])
    assert isinstance(cut, InputError) and "trailer" in cut.what


@pytest.mark.parametrize("trailer", [b"081000 GMT Jul 20 ", b"081000 Jul 20"])
def test_iptc_7901(tmp_path: pathlib.Path, trailer: bytes) -> None:
    s = one(
        tmp_path / "w",
        b"\x01eca0003 3 i 380  dpa 0045\r\n\nLibya/conflict/\r\n\x021ST LEAD\nRebels shell a town\nBy A Writer, dpa =\r\n\n   Tripoli (dpa) - Rebels shelled\r\na town.\r\n\nThe army said so.\r\n\n"
        b"# dpa Notebook\r\n\n- Editing by: X\r\n\ndpa al rmo\r\n\r\n\x03" + trailer + b"\r\n\x7f\n\x7f\x04",
    )
    assert (s.title, s.published, s.text) == ("Rebels shell a town", DAY, "Tripoli (dpa) - Rebels shelled a town.\nThe army said so.")


def test_e_mail(tmp_path: pathlib.Path) -> None:
    s = one(
        tmp_path / "m",
        b"Delivered-To: desk@daily.example\r\nMessage-ID: <m1@daily.example>\r\nFrom: A <a@daily.example>\r\nDate: Wed, 08 Jul 2020 23:00:00 +0200\r\nSubject: =?utf-8?q?Shelling?=\r\n"
        b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>Rebels shelled the caf=E9.</p><script>x</script>",
    )
    assert (s.id, s.title, s.published, s.text) == ("m1@daily.example", "Shelling", DAY, "Rebels shelled the caf\u00e9.")


NEXIS_OLD = """                               1 of 2 DOCUMENTS

                                   The Daily

                             July 8, 2020 Wednesday
                              Late Edition - Final

Shelling in Sirte

BYLINE: By A WRITER

SECTION: Section A; Pg. 1

LENGTH: 20 words

DATELINE: TRIPOLI

BODY:

   Rebels shelled the town of
Sirte on Monday.

   The army said so.

LOAD-DATE: July 9, 2020

                               2 of 2 DOCUMENTS

Something that is no document
"""
NEXIS_NEW = """Shelling in Sirte
The Daily
July 8, 2020 Wednesday

Copyright 2020 The Daily All Rights Reserved

Section: WORLD; Pg. 4
Length: 20 words
Byline: A Writer

Body

Rebels shelled the town of Sirte on Monday.
The army said so.

Load-Date: July 9, 2020

End of Document
"""
FACTIVA_TAGS = """SE World
HD
Shelling in Sirte
BY By A Writer
WC 20 words
PD 8 July 2020
SN The Daily
LA English
CY (c) 2020 The Daily

LP
Rebels shelled the town of Sirte on Monday.

TD
The army said so.

AN
Document DAILY00020200708eg780001a
"""
FACTIVA_PLAIN = """Shelling in Sirte

By A Writer
20 words
8 July 2020
10:15
The Daily
DAILY
English
(c) 2020 The Daily

Rebels shelled the town of Sirte on Monday.

The army said so.

Document DAILY00020200708eg780001a
"""


@pytest.mark.parametrize("text", [NEXIS_OLD, NEXIS_NEW, FACTIVA_TAGS, FACTIVA_PLAIN], ids=["nexis-old", "nexis-new", "factiva-tags", "factiva-plain"])
def test_exports_of_nexis_and_factiva(tmp_path: pathlib.Path, text: str) -> None:
    s, *others = read(tmp_path / "e.txt", text.encode())
    assert isinstance(s, Story), s
    assert (s.title, s.outlet, s.published) == ("Shelling in Sirte", "The Daily", DAY)
    assert s.text.replace("\n", " ") == "Rebels shelled the town of Sirte on Monday. The army said so."
    assert len(others) == (text is NEXIS_OLD)
    if others:
        assert isinstance(others[0], InputError) and "Something that is no document" in others[0].what


def test_another_language_is_passed_over_and_counted(tmp_path: pathlib.Path) -> None:
    french = "Les rebelles ont bombardé lundi la ville de Syrte, a déclaré l'armée, qui accuse ses adversaires d'avoir rompu la trêve conclue la semaine dernière à Genève."
    (skipped,) = read(tmp_path / "f.txt", french.encode(), published=DAY)
    assert isinstance(skipped, Skipped) and "not in English but in fr" in skipped.what
    s = one(tmp_path / "e.txt", STORY)
    assert s.language == "en"


def test_a_wrong_declaration_does_not_lose_an_english_story(tmp_path: pathlib.Path) -> None:
    text = "Rebels shelled the town of Sirte on Monday, the army said, and accused their opponents of having broken the truce that was made last week in Geneva after long talks."
    assert one(tmp_path / "x.jsonl", json.dumps({"id": "a", "text": text, "published": "2020-07-08", "language": "fi"}).encode()).language == "en"
