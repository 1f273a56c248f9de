"""Statements: who is said to have said, thought or wanted what. Source, cue and content, each with its span.

The cues of a story are read in the order of the text (`attribution_cues`), quotations are given to them (`attribution_quotes`), turns
and headlines follow (`attribution_turns`); then every draft gets its speakers, addressees and occasion (`attribution_details`), and the
ones that stand inside another become its children.
"""

import msgspec

from dateline.extract import attribution_turns
from dateline.extract.attribution_cues import CueReader, Draft
from dateline.extract.attribution_details import Details
from dateline.extract.attribution_nesting import nest
from dateline.extract.attribution_quotes import Quoter
from dateline.extract.attribution_spans import Spans
from dateline.lexicon import reporting
from dateline.lexicon.match import EventLexicon
from dateline.model.reading import Reading
from dateline.model.story import Span


class StatementExtractor:
    """Finds attributions over frames; holds the compiled cue words, keeps nothing between stories."""

    def __init__(self, lexicon: EventLexicon) -> None:
        self.lexicon = lexicon
        self.cues = reporting.cues()

    def extract(self, reading: Reading) -> Reading:
        """Add the statements of a reading whose mentions are resolved."""
        story = _Story(self, reading)
        drafts = story.drafts()
        statements = [story.details.statement(d) for d in drafts]
        kept = nest(reading, [(s, d) for s, d in zip(statements, drafts, strict=True) if s is not None])
        return msgspec.structs.replace(reading, statements=kept, evidentials=story.details.evidentials())


class _Story:
    def __init__(self, x: StatementExtractor, reading: Reading) -> None:
        self.cues, self.reading, self.p = x.cues, reading, reading.tokens
        frames = x.lexicon.frames(self.p)
        by_head = {m.head: m for m in reading.mentions if m.head >= 0}
        self.spans = Spans(self.p, frames, list(reading.quotations), x.cues)
        self.reader = CueReader(self.p, frames, self.spans, x.cues, by_head, armed=bool(reading.conflicts))
        self.quoter = Quoter(self.p, self.spans, x.cues, self.reader, list(reading.quotations))
        self.details = Details(reading, frames, self.spans, by_head)

    def drafts(self) -> list[Draft]:
        p, verbs, nouns = self.p, self.cues.verbs, self.cues.nouns
        out: list[Draft] = []
        found = attribution_turns.turns(p)
        for turn in found:
            tokens = p.tokens_in((turn.label[1], turn.pieces[0][0] + 1))
            if tokens:
                self.spans.after_label[p.sentence_of[tokens[-1]]] = tokens[-1]
        for i in range(len(p)):
            tag = p.tags[i]
            draft = None
            if tag[:2] == "VB" and p.deps[i] not in ("aux", "auxpass"):
                if p.words[i].lower() == "according":
                    draft = self._according(i)
                elif p.lemmas[i] in verbs or p.lemmas[i] in self.cues.carriers or p.lemmas[i] in self.cues.copulas:
                    draft = self._verb(i)
            elif tag[:1] == "N" and p.lemmas[i] in nouns and i not in self.reader.taken:
                draft = self.reader.noun(i)
                if draft is not None:
                    self.quoter.mark(draft)
            if draft is not None and self._sound(draft):
                out.append(draft)
        out += self.quoter.go_on(out)
        return out + self._turns(found)

    def _sound(self, d: Draft) -> bool:
        """Whether a draft has a content that does not contain its own cue."""
        a, b = self.p.span(*d.cue)
        own = self.p.starts[d.sources[0]] if d.sources and d.slot in ("clause", "quotation") and self.p.sentence_of[d.sources[0]] == self.p.sentence_of[d.cue[0]] else -1
        d.content = [c for c in d.content if c[1] > c[0] and not (c[0] <= a and b <= c[1]) and not c[0] <= own < c[1]]
        return bool(d.content)

    def _verb(self, i: int) -> Draft | None:
        p, q = self.p, self.quoter
        if p.deps[i] == "amod":
            return None
        draft = self.reader.verb(i)
        cue = self.reader.entry(i)[1]
        inside = self.spans.quote_at(p.starts[i])
        whole = draft is not None and draft.slot == "clause" and (q.opened_by(draft.content[0]) or q.broken(i, draft.content[0]))
        if cue is not None and cue.quotation and inside is None and (whole or draft is None or draft.slot not in ("clause", "infinitive", "carried") or q.left_of(i)):
            speech = q.speech(i, cue.quotation)
            if speech is not None and (speech.sources or speech.form != "indirect"):
                return speech
            block = q.block(i) if draft is None else None
            if block is not None:
                speech = Draft(head=i, cue=self.spans.group(i), sources=self.reader.sources(i), source=None, content=[block], name=cue.quotation, slot="quotation", form="direct")
                speech.source = self.reader.source_span(i, speech.sources)
                q.mark(speech)
                return speech
        if draft is None:
            return None
        if inside is not None:  # what is said inside a quotation stays inside it
            lo, hi = self.spans.quotes[inside].inner
            draft.content = [c for c in ((max(a, lo), min(b, hi)) for a, b in draft.content) if c[1] > c[0]]
        else:
            q.mark(draft)
        return draft if draft.content else None

    def _according(self, i: int) -> Draft | None:
        """ "According to X, A", "A, according to X", "A, according to X, B"."""
        p, s = self.p, self.spans
        to = next((c for c in p.children(i) if p.lemmas[c] == "to"), None)
        source = p.child(to, "pobj") if to is not None else None
        if to is None and p.words[i + 1 : i + 2] == ["to"] and (misread := p.child(i, "pcomp")) is not None:
            to, source = i + 1, p.child(misread, "dobj")  # "according to show insiders"
        if to is None or source is None:
            return None
        lo, hi = s.bounds(i, whole=True)
        for t in range(i - 1, lo, -1):  # a clause of its own after a colon, or a conjunct with its own subject
            if p.words[t] == ":" and s.quote_at(p.starts[t]) is None:
                lo = t + 1
                break
        first, last = i, s.phrase(source)[1]
        comma = next((t for t in range(source + 1, min(last + 2, hi)) if p.words[t] == "," and self._ends_source(source, t)), None)
        if first <= lo + 1:
            last = comma - 1 if comma is not None else last
            content = [s.settle(p.starts[min(last + 1, hi)], p.ends[hi])]
        else:
            content = [s.settle(p.starts[lo], p.starts[first])]
            after = last + 1
            top = self._top(after + 1, after) if after < hi else after
            if after < hi and p.words[after] == "," and (p.heads[top] < first or p.heads[top] == top):
                content.append(s.settle(p.starts[after + 1], p.ends[hi]))
        spans = [c for c in content if c is not None and c[1] - c[0] > 3]
        a, b = s.phrase(source)
        draft = Draft(head=i, cue=(i, to), sources=self.details.frames.members([source]), source=s.trim(p.starts[a], p.ends[min(b, last)]), content=spans, name="assert", slot="clause")
        self.quoter.mark(draft)
        return draft

    def _top(self, t: int, floor: int) -> int:
        p = self.p
        while p.heads[t] > floor and p.heads[t] != t:
            t = p.heads[t]
        return t

    def _ends_source(self, source: int, comma: int) -> bool:
        """Whether a comma after a fronted source ends it: not one before an apposition or within a list."""
        p = self.p
        nxt = comma + 1
        listed = any(p.deps[c] == "conj" and c > comma and p.left[c] == nxt for c in p.children(source)) and any(p.lemmas[c] == "and" for c in p.children(source))
        apposed = any(p.deps[c] in ("appos", "relcl") and p.left[c] == nxt for c in p.children(source)) and p.right[source] < self.spans.bounds(source)[1] - 2 and ("," in p.words[nxt + 1 : p.right[source] + 2])
        return not listed and not apposed

    def _turns(self, turns: list[attribution_turns.Turn]) -> list[Draft]:
        p = self.p
        out = []
        found = [(t, "turn") for t in turns]
        first = attribution_turns.headline(p)
        if first is not None and not any(t.label == first.label for t, _ in found) and self._named(first.label):
            found.append((first, "headline"))
        for t, slot in found:
            tokens = p.tokens_in(t.label)
            if not tokens:
                continue
            heads = [x for x in tokens if p.heads[x] not in tokens or p.heads[x] == x]
            known = [x for x in tokens if x in self.reader.by_head]
            colon = tokens[-1] + 1 if tokens[-1] + 1 < len(p) and p.words[tokens[-1] + 1] == ":" else tokens[-1]
            pieces: list[Span] = list(t.pieces)
            form = "direct" if slot == "turn" else "indirect"
            name = "question" if p.text[slice(*t.label)].lower() in reporting.words("asking") else "assert"
            d = Draft(head=-1, cue=(colon, colon), sources=known or heads[-1:], source=t.label, content=pieces, name=name, slot=slot, form=form)
            out.append(d)
        return out

    def _named(self, label: Span) -> bool:
        """Whether a headline's label is a source: an actor, a name or a noun such as "poll", and no verb."""
        p = self.p
        tokens = p.tokens_in(label)
        if not tokens or len(tokens) > 7 or any(p.tags[t] in ("VBD", "VBZ", "VBP", "MD", "VBN") for t in tokens):
            return False
        words = reporting.words("labels")
        return any(t in self.reader.by_head or t in self.reader.named or p.lemmas[t] in words for t in tokens[-2:])
