"""E-mail (.eml): the message's own text. Attachments that are files of stories are read too."""

import email
import email.errors
import email.policy
import io
import re
from collections.abc import Iterator
from email.message import EmailMessage

from dateline.errors import InputError
from dateline.ingest import fields
from dateline.ingest.markup import fragment
from dateline.ingest.source import Source
from dateline.model.story import Story

NAME = "e-mail"
FAULTS = (email.errors.MessageError, LookupError, ValueError, AttributeError, IndexError, TypeError)
_HEADERS = re.compile(rb"^(?:received|message-id|mime-version|return-path|delivered-to|x-received|dkim-signature|from|to|subject|date):[ \t]", re.IGNORECASE | re.MULTILINE)
_FIRST = re.compile(rb"(?:From [^\n]{1,200}\n)?[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]")


def sniff(head: bytes, name: str) -> int:
    """Four different headers of a message, or two under the name of one."""
    head = head.lstrip()
    if not _FIRST.match(head):
        return 0
    found = {m.group().lower() for m in _HEADERS.finditer(head.replace(b"\r\n", b"\n").partition(b"\n\n")[0])}
    sure = bool(found & {b"received: ", b"message-id: ", b"mime-version: ", b"delivered-to: ", b"return-path: "})
    return 75 if (len(found) >= 4 and sure) or (len(found) >= 2 and name.lower().endswith(".eml")) else 0


def read(source: Source) -> Iterator[Story | InputError | Source]:
    """The story of a message, dated by its Date header; then its attachments."""
    message = email.message_from_bytes(source.data().lstrip(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(preferencelist=("plain", "html"))
    text = ""
    if body is not None:
        content = body.get_content()
        text = fragment(content) if body.get_content_subtype() == "html" else str(content)
    key = _header(message, "Message-ID").strip().strip("<>") or source.stem
    text = text.replace("\r\n", "\n").strip()
    if text:
        yield Story(id=key, text=text, published=fields.day(_header(message, "Date")), title=" ".join(_header(message, "Subject").split()) or None, path=source.where)
    held = False
    for part in message.iter_attachments():
        data = part.get_payload(decode=True) if part.get_content_maintype() in ("text", "application") else None
        if isinstance(data, bytes) and data.strip() and part.get_filename():
            held = True
            yield source.inner(str(part.get_filename()), io.BytesIO(data))
    if not text and not held:
        yield InputError(source.where, "is a message without text", "Leave it out")


def _header(message: EmailMessage, name: str) -> str:
    """A header's text; "" where it is not there, or so broken that the library fails on it."""
    try:
        return str(message[name] or "")
    except (*FAULTS, OverflowError):
        return ""
