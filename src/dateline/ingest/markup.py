"""Marked-up text to plain paragraphs, and XML that may come from anyone.

XML is read by a parser that refuses entity declarations and never follows a reference out of the document (defusedxml), to a bounded depth.
"""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from dateline.errors import InputError
from dateline.settings import Limits

_SKIPPED = frozenset({"script", "style", "noscript", "template", "iframe", "object", "svg", "head", "media", "figure", "figcaption", "media-caption", "form", "button"})
_NAME = re.compile(rb"<(?:[\w.-]{1,40}:)?([\w.-]{1,60})[\s/>]")
_BLOCKS = frozenset(
    ["p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2", "hr", "table", "tr", "block", "blockquote", "bq", "section", "article", "pre", "body", "body.content", "dl", "dt", "dd", "td", "th", "note", "fn", "ednote"]
)


class _Bounded(TreeBuilder):
    """Builds a tree of bounded depth: walking a deeper one would exhaust the stack."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit, self._depth = limit, 0

    def start(self, tag: Any, attrs: Any, /) -> Any:
        self._depth += 1
        if self._depth > self._limit:
            raise ParseError(f"elements are nested deeper than {self._limit}")
        return super().start(tag, attrs)

    def end(self, tag: Any, /) -> Any:
        self._depth -= 1
        return super().end(tag)


def tree(where: str, data: bytes, limits: Limits | None = None) -> Element:
    """The root of an XML document. Raises InputError where it is broken, declares entities or is nested without bound."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    parser = DefusedXMLParser(target=_Bounded((limits or Limits()).elements), forbid_dtd=False, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(data.lstrip())
        root: Element = parser.close()
    except DefusedXmlException:
        raise InputError(where, "declares entities or refers to what is outside it, which is not followed", "Remove the declarations from its DOCTYPE") from None
    except (ParseError, ValueError, LookupError) as e:
        raise InputError(where, f"is no well-formed XML ({e})", "Mend it, or get it again from where it came") from None
    return root


def fragment(html: str) -> str:
    """The text of a piece of HTML, a paragraph a line; scripts, styles and captions are left out."""
    from lxml import etree
    from lxml import html as parser

    if "<" not in html and "&" not in html:
        return html.strip()
    clean = "".join(c for c in html if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff"))
    try:
        root = parser.document_fromstring(clean, parser=parser.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return ""
    return paragraphs(root)


def root(head: bytes) -> str:
    """The name of the first element of what may be XML or HTML, in small letters, without its prefix; "" where there is none.

    Read step by step: one expression for what may come before it would try comments in more ways than there is time for.
    """
    at = 3 if head.startswith(b"\xef\xbb\xbf") else 0
    while True:
        at += len(head[at:]) - len(head[at:].lstrip())
        for start, end in ((b"<!--", b"-->"), (b"<?", b"?>"), (b"<!", b">")):
            if head.startswith(start, at):
                stop = head.find(end, at + len(start))
                if start == b"<!" and 0 <= head.find(b"[", at) < stop:
                    stop = head.find(b"]", at)
                    stop = head.find(b">", stop) if stop >= 0 else -1
                if stop < 0:
                    return ""
                at = stop + len(end)
                break
        else:
            m = _NAME.match(head, at)
            return m[1].decode().lower() if m else ""


def paragraphs(element: Any) -> str:
    """The text under an element, a paragraph a line, white space made single."""
    out: list[str] = [""]
    for kind, text in _walk(element):
        if kind:
            out.append("")
        else:
            out[-1] += text
    return "\n".join(line for line in (" ".join(o.split()) for o in out) if line)


def _walk(element: Any) -> Iterator[tuple[bool, str]]:
    """(True, "") where a paragraph ends, (False, text) for text. Without recursion: HTML nests as deep as it likes."""
    stack: list[tuple[Any, bool]] = [(element, False)]
    while stack:
        node, left = stack.pop()
        tag = local(node)
        block = tag in _BLOCKS
        if left:
            if block:
                yield True, ""
            if node is not element and node.tail:
                yield False, node.tail
            continue
        stack.append((node, True))
        if tag is None or tag in _SKIPPED:
            continue
        if block:
            yield True, ""
        if node.text:
            yield False, node.text
        stack.extend((child, False) for child in reversed(node))


def local(node: Any) -> str | None:
    """An element's name without its namespace, in small letters; None for comments and instructions."""
    return node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else None


def find(node: Element, *names: str) -> Iterator[Element]:
    """The elements under a node with one of these names (small letters), whatever their namespace."""
    return (e for e in node.iter() if local(e) in names)


def first(node: Element, *names: str) -> Element | None:
    """The first element with the earliest of these names that is there."""
    return next((e for n in names for e in find(node, n)), None)


def line(node: Element | None) -> str | None:
    """The text of an element as one line."""
    return (" ".join(" ".join(node.itertext()).split()) or None) if node is not None else None
