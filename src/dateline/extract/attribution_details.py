"""What a statement tells besides who said what: speakers, addressees and medium, occasion, anonymity, on whose behalf, asides, evidentials."""

import re
from bisect import bisect_left

from dateline.extract.attribution_cues import Draft
from dateline.extract.attribution_spans import Spans
from dateline.lexicon import reporting
from dateline.lexicon.frames import Frames
from dateline.model.claim import Evidential, Mention, Statement
from dateline.model.reading import Reading
from dateline.model.story import Span

_INSERTION = re.compile(r"\[[^\[\]\n]{1,200}\]|\((?=[^()\n]{1,200} (?:-|\u2013|\u2014) [A-Z]{3,}\))[^()\n]{1,220}\)")
_ASIDE = frozenset({"who", "which", "whose", "whom", "where"})


class Details:
    """Fills statements over one story; asides and evidentials are found once."""

    def __init__(self, reading: Reading, frames: Frames, spans: Spans, by_head: dict[int, Mention]) -> None:
        self.reading, self.p, self.frames, self.s, self.by_head = reading, reading.tokens, frames, spans, by_head
        self.text = self.p.text
        p = self.p
        self._asides: list[Span] = []
        for t in range(len(p)):
            if p.deps[t] != "relcl":
                continue
            first = p.left[t]
            if first and p.words[first - 1] == "," and p.lemmas[first] in _ASIDE and spans.quote_at(p.starts[t]) is None:
                inner = spans.trim(*p.span(first, p.right[t]))
                if inner is not None:
                    self._asides.append(inner)
        self._asides.sort()
        self._insertions = [m.span() for m in _INSERTION.finditer(self.text)]

    def statement(self, d: Draft) -> Statement | None:
        """The record of a draft, without id and parent; None if nothing is left of its content."""
        p = self.p
        speakers: list[str] = []
        for h in d.sources:
            m = self.by_head.get(h) or self.by_head.get(self.frames.deep(h))
            if m is not None and m.id not in speakers:
                speakers.append(m.id)
        form = d.form
        if d.sources and form in ("indirect", "mixed") and not speakers and p.lemmas[d.sources[0]] in reporting.document_nouns():
            form = "document"
        cue = p.span(*d.cue) if d.cue[0] >= 0 else None
        verb = d.head if d.head >= 0 else None
        addressees, medium = self._addressed(d.head) if verb is not None and p.words[verb].lower() != "according" else ((), None)
        occasion, occasion_span = self._occasion(d.head) if verb is not None else (None, None)
        content = tuple(sorted(dict.fromkeys(d.content)))
        if not content:
            return None
        negated = verb is not None and (any(p.deps[c] == "neg" for c in p.children(verb)))
        return Statement(
            id="", source=d.source, speakers=tuple(speakers), cue=cue, cue_class=d.name, cue_token=verb, content=content,
            excluded=tuple(x for c in content for x in self._within(self._asides, c)) if form not in ("direct", "free") else (), form=form,  # type: ignore[arg-type]
            addressees=addressees, medium=medium, occasion=occasion, occasion_span=occasion_span, illocution=reporting.illocution(d.name), negated=negated,
            anonymity=self._anonymity(d), on_behalf_of=self._behalf(d), quoted=tuple(sorted(self.s.quotes[k].inner for c in content for k in self.s.quotes_in(*c) if c[0] <= self.s.quotes[k].inner[0] and self.s.quotes[k].inner[1] <= c[1])),
            editorial=tuple(x for c in content for x in self._within(self._insertions, c)),
        )  # fmt: skip

    @staticmethod
    def _within(spans: list[Span], c: Span) -> list[Span]:
        out = []
        for k in range(bisect_left(spans, (c[0], 0)), len(spans)):
            if spans[k][0] >= c[1]:
                break
            if spans[k][1] <= c[1]:
                out.append(spans[k])
        return out

    # -- whom, where -------------------------------------------------------------------------------------------------

    def _addressed(self, head: int) -> tuple[tuple[str, ...], Span | None]:
        """Who is spoken to, and the medium that is told ("told Reuters")."""
        p = self.p
        preps = self.frames.preps(head)
        heads = preps.get("to", []) + preps.get("on", []) + preps.get("upon", [])
        if p.tags[head][:2] == "VB" and p.lemmas[head] in reporting.words("addressed"):
            heads = [c for c in p.children(head) if p.deps[c] in ("dobj", "dative") or (p.deps[c] == "nsubjpass")] + heads
        medium = None
        out: list[str] = []
        for h in heads:
            if self._is_medium(h):
                a, b = self.s.phrase(h, head)
                medium = medium or self.s.trim(p.starts[a], p.ends[b])
            elif h in self.by_head:
                out.append(self.by_head[h].id)
        return tuple(dict.fromkeys(out)), medium

    def _is_medium(self, h: int) -> bool:
        m = self.by_head.get(h)
        if m is not None and m.kind == "media":
            return True
        return self.p.lemmas[h] in reporting.words("media") or self.p.words[h].lower() in reporting.outlet_names()

    def _occasion(self, head: int) -> tuple[str | None, Span | None]:
        p = self.p
        table = reporting.occasions()
        for c in p.children(head):
            if p.deps[c] in ("prep", "agent") and p.lemmas[c] in ("at", "in", "during", "on", "by", "after", "via", "through", "following", "before"):
                obj = p.child(c, "pobj")
                if obj is None:
                    continue
                for words in (f"{p.lemmas[obj - 1]} {p.lemmas[obj]}" if obj else "", p.lemmas[obj]):
                    if words in table:
                        first = p.left[obj] if " " not in words else min(p.left[obj], obj - 1)
                        return table[words], p.span(max(first, obj - 3), obj)
        return None, None

    # -- the source --------------------------------------------------------------------------------------------------

    def _anonymity(self, d: Draft) -> str | None:
        """How a source stays unnamed: the class of the words that say so; None for a named source."""
        if d.source is None or not d.sources:
            return None
        p = self.p
        head = d.sources[0]
        m = self.by_head.get(head)
        phrase = self.text[slice(*d.source)].lower()
        sentence = self.text[slice(*p.sentence_span(head))].lower() if d.head >= 0 else phrase
        named = (m is not None and m.actor is not None and m.kind == "person") or head in self.s.names
        for word, name in reporting.anonymity():
            if " " in word or name == "asked not to be named":
                where = sentence if " " in word else phrase
                if word in where and not (named and word not in phrase and word not in sentence[-200:]):
                    return name
            elif not named and p.lemmas[head] == word:
                return name
        return None

    def _behalf(self, d: Draft) -> str | None:
        """The mention of the body that a spokesperson speaks for ("Haftar's spokesman", "a spokesman for the ministry")."""
        p = self.p
        words = reporting.words("spokespeople")
        for h in d.sources[:1]:
            roles = [t for t in (h, *p.children(h), *(x for c in p.children(h) if p.deps[c] == "appos" for x in (c, *p.children(c)))) if p.lemmas[t] in words]
            for r in roles:
                for c in (*p.children(r), *p.children(h)):
                    if p.deps[c] in ("poss", "compound", "nmod", "amod") and c in self.by_head and c < max(r, h):
                        return self.by_head[c].id
                    if p.deps[c] == "prep" and p.lemmas[c] in ("for", "of") and (obj := p.child(c, "pobj")) is not None and obj in self.by_head:
                        return self.by_head[obj].id
        return None

    # -- evidentials -------------------------------------------------------------------------------------------------

    def evidentials(self) -> tuple[Evidential, ...]:
        """Words that tell how something is known, with their class, in the order of the text; the longer phrase wins."""
        pattern, classes = reporting.evidential_pattern()
        return tuple(Evidential(span=m.span(), kind=classes[" ".join(m.group().lower().split())]) for m in pattern.finditer(self.text))
