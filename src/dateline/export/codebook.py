"""What a format means: its scheme with version, the rules by which a record gets into it, and every field."""

import textwrap

from dateline.model.story import Record


class Field(Record, frozen=True, kw_only=True):
    """A field of a format: its name, what it means, its unit or values. `kept` is false where Dateline has nothing to put there."""

    name: str
    about: str
    values: str = ""
    kept: bool = True


class Codebook(Record, frozen=True, kw_only=True):
    """The codebook of a format. `scheme` names the scheme and its version, `source` where that is laid down, `rules` what is written and what not."""

    title: str
    scheme: str
    about: str
    source: str = ""
    rules: tuple[str, ...] = ()
    fields: tuple[tuple[str, tuple[Field, ...]], ...] = ()

    def text(self) -> str:
        """The codebook to read, as Markdown."""
        lines = [f"# {self.title}", "", f"Scheme: {self.scheme}", *([f"Source: {self.source}"] if self.source else []), "", *_folded(self.about)]
        if self.rules:
            lines += ["", "## What is written", "", *(line for r in self.rules for line in _folded(r, "- "))]
        for name, fields in self.fields:
            lines += ["", f"## {name}", ""]
            empty = [f.name for f in fields if not f.kept]
            for f in fields:
                if f.kept:
                    lines += _folded(f"`{f.name}`: {f.about}" + (f" ({f.values})" if f.values else ""), "- ")
            if empty:
                lines += ["", *_folded("Always empty, for Dateline does not have it: " + ", ".join(f"`{n}`" for n in empty) + ".")]
        return "\n".join(lines) + "\n"


def fields(*rows: tuple[str, ...], empty: str = "") -> tuple[Field, ...]:
    """Fields from rows (name, meaning, values); a row of the name alone is a field that stays empty, and so are the names in `empty`, parted by blanks."""
    named = (*rows, *((name,) for name in empty.split()))
    return tuple(Field(name=r[0], about=r[1] if len(r) > 1 else "", values=r[2] if len(r) > 2 else "", kept=len(r) > 1) for r in named)


def _folded(text: str, mark: str = "") -> list[str]:
    return textwrap.wrap(mark + text, 120, subsequent_indent=" " * len(mark), break_long_words=False, break_on_hyphens=False)
