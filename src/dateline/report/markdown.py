"""A brief as Markdown, with its sources as numbered links."""

from dateline.track.brief import Brief, Section


def markdown(b: Brief) -> str:
    """The brief as a Markdown page (tables as GitHub and Pandoc read them)."""
    out = [f"# {_text(b.name)}", "", f"*{_text(b.subtitle)}*", ""]
    out += [f"- **{_text(label)}**: {_text(text)} {_numbers(refs)}".rstrip() for label, text, refs in b.summary]
    for s in b.sections:
        out += _section(s)
    if b.sources:
        out += ["", "## Sources", ""]
        for x in b.sources:
            about = f"{x.published}" + (f", {_text(x.outlet)}" if x.outlet else "")
            out.append(f'{x.number}. <a id="s{x.number}"></a>`{x.record}`, {about}: {_text(x.sentence)}')
    return "\n".join(out) + "\n"


def _section(s: Section) -> list[str]:
    if not s.rows and not s.empty:
        return []
    out = ["", f"## {_text(s.title)}", ""]
    if not s.rows:
        return [*out, _text(s.empty)]
    if s.note:
        out += [_text(s.note), ""]
    heads = [name for name, _ in s.columns]
    out += ["| " + " | ".join([*heads, "Source"]) + " |", "|" + "---|" * (len(heads) + 1)]
    return out + ["| " + " | ".join([*(_text(c) for c in r.cells), _numbers(r.sources)]) + " |" for r in s.rows]


def _numbers(refs: tuple[int, ...]) -> str:
    return " ".join(f"[{n}](#s{n})" for n in refs)


def _text(text: str) -> str:
    for mark in "\\|*_<>[]`#":
        text = text.replace(mark, "\\" + mark)
    return " ".join(text.split())
