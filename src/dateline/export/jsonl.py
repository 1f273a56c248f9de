"""The coded story as one JSON object a line: the record contract (model.coded), written and read back."""

import pathlib
from collections.abc import Iterable, Iterator
from typing import IO, Any

import msgspec

from dateline.errors import InputError
from dateline.export.codebook import Codebook
from dateline.model.coded import (
    SCHEMA,
    CodedAcled,
    CodedAct,
    CodedContent,
    CodedCount,
    CodedCue,
    CodedDamage,
    CodedDateline,
    CodedEvent,
    CodedEvidential,
    CodedInterval,
    CodedMention,
    CodedOccasion,
    CodedPart,
    CodedPlace,
    CodedReason,
    CodedRelation,
    CodedSource,
    CodedStatement,
    CodedStep,
    CodedStory,
    CodedStoryHead,
    CodedTime,
)
from dateline.model.reading import Reading

NAME = "jsonl"
SUFFIX = ".jsonl"
CODEBOOK = Codebook(
    title="JSON lines", scheme=SCHEMA, about="The coded story whole, an object a line: what every other format is made from. Its fields: src/dateline/model/coded.py.",
    rules=("Everything is written, whatever its status. Spans are [start, end) in Unicode code points of story.text.", "Unknown is null."),
)  # fmt: skip


def write(stories: Iterable[CodedStory], out: IO[bytes]) -> None:
    """Write stories, a line each."""
    for s in stories:
        out.write(msgspec.json.encode(s) + b"\n")


_DECODER = msgspec.json.Decoder(CodedStory)


def line(reading: Reading) -> bytes:
    """One coded story as a JSON line, without the line end."""
    return msgspec.json.encode(coded(reading))


def decode(line: bytes) -> CodedStory:
    """One coded story from its JSON line."""
    return _DECODER.decode(line)


def read(path: pathlib.Path) -> Iterator[CodedStory]:
    """Coded stories read back from a file; a line that is none is an InputError that names it."""
    with path.open("rb") as f:
        for number, raw in enumerate(f, start=1):
            if not raw.strip():
                continue
            try:
                story = _DECODER.decode(raw)
            except (msgspec.DecodeError, UnicodeDecodeError) as e:
                raise InputError(f"{path}:{number}", f"is no coded story ({e})", "Give a file that `dateline code --to jsonl` wrote") from e
            if story.schema != SCHEMA:
                raise InputError(f"{path}:{number}", f"has schema {story.schema}, not {SCHEMA}", "Code the stories again with this version")
            yield story


def coded(r: Reading) -> CodedStory:
    """The contract's record of a reading."""
    s, d = r.story, r.story.dateline
    head = CodedStoryHead(
        id=s.id, title=s.title, text=s.text, url=s.url, published=s.published, published_from=s.published_from, outlet=s.outlet, agencies=s.agencies,
        dateline=CodedDateline(span=d.span, place=d.place_name, date=d.date) if d else None, language=s.language,
        damage=_all(CodedDamage, s.damage), parts=_all(CodedPart, s.parts), conflicts=r.conflicts, notes=r.notes,
        coder=r.coder,
    )  # fmt: skip
    return CodedStory(
        story=head, mentions=_all(CodedMention, r.mentions), times=_all(CodedTime, r.times), places=_all(CodedPlace, r.places),
        statements=tuple(
            CodedStatement(
                id=x.id, source=CodedSource(span=x.source, mentions=x.speakers) if x.source or x.speakers else None,
                cue=CodedCue(span=x.cue, cue_class=x.cue_class) if x.cue else None, content=CodedContent(spans=x.content), excluded=x.excluded,
                form=x.form, parent=x.parent, addressees=x.addressees,
                occasion=CodedOccasion(kind=x.occasion, span=x.occasion_span) if x.occasion else None, said_on=_one(CodedInterval, x.said_on), said_in=x.said_in,
                illocution=x.illocution, negated=x.negated, medium=x.medium, anonymity=x.anonymity, on_behalf_of=x.on_behalf_of, quoted=x.quoted,
                editorial=x.editorial,
            )
            for x in r.statements
        ),
        evidentials=_all(CodedEvidential, r.evidentials),
        events=tuple(
            _one(
                CodedEvent, e, acled=CodedAcled(event_type=e.acled[0], sub_event_type=e.acled[1]) if e.acled else None,
                when=_one(CodedInterval, e.when), casualties={k: _one(CodedCount, c) for k, c in e.casualties.items()},
                content=CodedAct(type=e.content[0], mode=e.content[1]) if e.content else None, because=_all(CodedReason, e.because),
            )
            for e in r.events
        ),
        relations=_all(CodedRelation, r.relations),
        process=tuple(_one(CodedStep, x, when=_one(CodedInterval, x.when), because=_all(CodedReason, x.because)) for x in r.process),
    )  # fmt: skip


def _one(kind: Any, x: Any, **other: Any) -> Any:
    """Copy the fields that a working record shares with its record in the contract."""
    if x is None:
        return None
    return kind(**{f: other[f] if f in other else getattr(x, f) for f in kind.__struct_fields__})


def _all(kind: Any, xs: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(_one(kind, x) for x in xs)
