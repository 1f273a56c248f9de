"""How mentions, days and terms of a coding read."""

from dateline.model.coded import CodedEvent, CodedMention, CodedStep


def label(m: CodedMention) -> str:
    """A mention's name for reading."""
    return m.name or m.text


def when(e: CodedEvent) -> str:
    """An event's days for reading; empty where the text gives none."""
    w = e.when
    if w is None or (w.earliest is None and w.basis.startswith("told as")):
        return ""
    lo = w.earliest.isoformat() if w.earliest else ".."
    hi = w.latest.isoformat() if w.latest else ".."
    return lo if lo == hi else f"{lo}/{hi}"


def terms(x: CodedStep) -> str:
    """A step's terms for reading."""
    return ", ".join(f"{k}: {v}" for k, v in x.terms.items())
