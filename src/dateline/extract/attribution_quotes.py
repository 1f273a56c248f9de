"""Quotations to their cues: beside a saying, inside what is said, going on after it, or alone in a paragraph."""

import re
from bisect import bisect_left, bisect_right

from dateline.extract.attribution_cues import CueReader, Draft
from dateline.extract.attribution_spans import MARKS, Spans
from dateline.lexicon import reporting
from dateline.lexicon.reporting import Cues
from dateline.model.claim import Quotation
from dateline.model.parse import Parse
from dateline.model.story import Span

_NOTHING = re.compile(r"[\s,;\u2014\u2013-]*")
_LEAD_IN = re.compile(r"[\s,]*(?:that)?[\s,:\u2014\u2013-]*")
_DASHES = frozenset({"\u2014", "--", "-", "\u2013", "\u2015"})
_KEPT = frozenset({"until", "if", "because", "unless", "though", "although", "even", "so"})
_LOOSE_WORDS = 6
_DIRECT_SHARE = 0.85
_FAR = 200


class Quoter:
    """Gives the quotations of one story to drafts; each quotation once."""

    def __init__(self, parse: Parse, spans: Spans, cues: Cues, reader: CueReader, quotations: list[Quotation]) -> None:
        self.p, self.s, self.cues, self.reader = parse, spans, cues, reader
        self.text = parse.text
        self.quotes = [q for q in quotations if not q.scare and parse.tokens_in(q.inner)]
        self.starts = [q.span[0] for q in self.quotes]
        self.ends = [q.span[1] for q in self.quotes]
        self.first = [parse.tokens_in(q.inner)[0] for q in self.quotes]
        self.paragraph = [parse.sentences[parse.sentence_of[t]].paragraph for t in self.first]
        self.used: set[int] = set()

    def inside(self, start: int, end: int) -> list[int]:
        """The quotations that lie in [start, end), edges two characters wide."""
        return [k for k in range(bisect_left(self.starts, start - 1), bisect_right(self.starts, end)) if self.ends[k] <= end + 2]

    def mark(self, draft: Draft) -> None:
        """Take the quotations inside a draft's content, and set its form by them."""
        taken = [k for c in draft.content for k in self.inside(*c)]
        whole = sum(c[1] - c[0] for c in draft.content)
        quoted = sum(self.quotes[k].inner[1] - self.quotes[k].inner[0] for k in taken)
        self.used.update(taken)
        draft.quotes += [k for k in taken if k not in draft.quotes]
        if draft.form in ("indirect",) and taken:
            draft.form = "mixed"
            if quoted > _DIRECT_SHARE * whole and draft.slot == "clause" and len(draft.content) == 1:
                draft.form, draft.content = "direct", [self.quotes[k].inner for k in taken]

    def opened_by(self, content: Span) -> bool:
        """Whether a clause begins with a quotation that nobody has, so that the quotation is what is said."""
        k = bisect_right(self.starts, content[0]) - 1
        return k >= 0 and k not in self.used and content[0] - self.quotes[k].inner[0] <= 0

    def broken(self, i: int, content: Span) -> bool:
        """Whether a saying stands between commas inside the clause that it reports ("The plan, he said, was dead")."""
        first, last = self.edges(i)
        t = last + 1
        return self.p.words[t : t + 1] == [","] and self.p.starts[t] < content[0] and len(self.parenthetical(i, first, last)) == 2

    # -- beside a cue ------------------------------------------------------------------------------------------------

    def edges(self, i: int) -> tuple[int, int]:
        """First and last token of a saying with its source and adjuncts ("X told reporters on Monday"), without what is said."""
        p = self.p
        first, last = self.s.group(i)
        bound = p.sentences[p.sentence_of[i]].last - 1
        for c in p.children(i):
            if p.deps[c] in ("nsubj", "agent") and c < first:
                a, b = self.s.phrase(c, i)
                if b + 2 >= first:
                    first = a
            elif c > last and p.left[c] <= last + 2 and p.deps[c] in ("nsubj", "dobj", "dative", "npadvmod", "advmod", "prep", "agent", "prt", "advcl", "oprd"):
                if p.deps[c] == "nsubj":
                    last = self.s.phrase(c, i)[1]
                elif not any(self.reader.entry(t)[1] for t in (c,) if p.tags[c][:2] == "VB" and p.deps[c] == "advcl"):
                    last = min(bound, p.right[c])
                k = bisect_left(self.starts, p.starts[i])
                if k < len(self.quotes) and self.starts[k] < p.ends[last]:  # a quotation is no adjunct
                    while last > i and p.ends[last] > self.starts[k]:
                        last -= 1
                    break
        return first, last

    def beside(self, i: int, first: int, last: int) -> tuple[int | None, int | None, int | None]:
        """The unused quotations that end just before a saying and that start just after it; the token at which words lead into the latter."""
        p = self.p
        paragraph = p.sentences[p.sentence_of[i]].paragraph
        left = right = words = None
        k = bisect_right(self.ends, p.starts[first]) - 1
        if k >= 0 and k not in self.used and self.paragraph[k] == paragraph and _NOTHING.fullmatch(self.text, self.ends[k], p.starts[first]):
            stopped = self.text[self.quotes[k].inner[1] - 1] == "."
            own = any(c > i and p.deps[c] in ("ccomp", "xcomp", "dobj") and self.s.quote_at(p.starts[c]) is None for c in p.children(i))
            if not (stopped and own):  # a full stop before the saying, and what is said after it: the quotation is another's
                left = k
        own_last = self.s.group(i)[1]
        k = bisect_left(self.starts, p.ends[own_last])
        if k < len(self.quotes) and k not in self.used and self.paragraph[k] == paragraph and self.starts[k] - p.ends[own_last] < _FAR:
            gap = self.text[p.ends[own_last] : self.starts[k]]
            same = p.sentence_of[max(self.first[k] - 1, 0)] == p.sentence_of[i] or gap.rstrip().endswith(":")
            between = range(own_last + 1, self.first[k])
            other = any(p.tags[t][:2] == "VB" and (e := self.reader.entry(t)[1]) is not None and e.quotation for t in between)
            if same and not other:
                if _LEAD_IN.fullmatch(gap) or gap.rstrip()[-1:] in (":", ","):
                    right = k
                else:
                    at = self._lead(i, own_last, self.first[k])
                    right, words = k, None if at >= self.first[k] - 1 else at
        return left, right, words

    def _lead(self, i: int, own_last: int, end: int) -> int:
        """The first token between a cue and a quotation that is neither listener nor adjunct of the saying."""
        p, at = self.p, own_last + 1
        told = p.lemmas[i] in self.reader.addressed
        for c in p.children(i):
            if c < at or p.left[c] > at + 1 or p.right[c] >= end - 1:
                continue
            listener = p.deps[c] in ("dobj", "dative") and told
            adjunct = p.deps[c] in ("npadvmod", "nsubj", "advmod") or (p.deps[c] == "prep" and p.lemmas[c] in ("in", "on", "at", "to", "during", "after", "via", "of"))
            if not (listener or adjunct):
                break
            at = p.right[c] + 1
        while at < end and (p.tags[at] in (",", ":", "_SP") or p.words[at] in MARKS):
            at += 1
        return at

    def speech(self, i: int, name: str) -> Draft | None:
        """Direct or mixed speech beside the cue `i`, or the clause that it breaks into ("A, X said, B")."""
        p = self.p
        first, last = self.edges(i)
        left, right, words = self.beside(i, first, last)
        sources = self.reader.sources(i)
        if not sources and (obj := p.child(i, "dobj")) is not None and obj > i and self.reader.voiced([obj]):
            sources = [obj]  # an inverted subject that the parser took for an object ("…, wrote the minister on Friday")
        draft = Draft(head=i, cue=self.s.group(i), sources=sources, source=self.reader.source_span(i, sources), content=[], name=name, slot="quotation", form="direct")
        if left is None and right is not None and words is None:
            pieces = self.parenthetical(i, first, last)
            if len(pieces) == 2 and pieces[1][1] >= self.ends[right] - 2:
                draft.content, draft.form = pieces, "mixed"
                self._take(draft)
                return draft
        if left is not None:
            s = p.sentences[p.sentence_of[self.first[left]]]
            lead = self.s.trim(p.starts[max(s.first, self.s.heading(self.first[left]))], self.starts[left])
            ended = self.text[s_start : self.starts[left]].rstrip()[-1:] in (".", "!", "?", ":") if (s_start := p.starts[s.first]) < self.starts[left] else True
            if lead is not None and not ended and len(self.text[slice(*lead)].split()) > 1:
                draft.content.append((lead[0], self.ends[left]))
                draft.form = "mixed"
            else:
                draft.content.append(self.quotes[left].inner)
        if right is not None and words is not None and left is None:
            top = words
            while p.heads[top] > words and p.heads[top] != top:
                top = p.heads[top]
            span, draft.cut = self.s.clause(i, min(top, p.sentences[p.sentence_of[i]].last - 1), words)
            if span is None or span[1] < self.ends[right] - 1:
                span = (p.starts[words], self.ends[right])
            draft.content.append(span)
            draft.form = "mixed"
        elif right is not None and words is not None:
            right = None
        elif right is not None:
            draft.content.append(self.quotes[right].inner)
        for k in (left, right):
            if k is not None:
                self.used.add(k)
                draft.quotes.append(k)
        if draft.content:
            if left is not None and right is None:
                pieces = self.parenthetical(i, first, last)
                if len(pieces) == 2 and pieces[1][0] > p.starts[i]:
                    draft.content.append(pieces[1])
                    draft.form = "mixed"
            self._take(draft)
            return draft
        content = self.parenthetical(i, first, last)
        if not content:
            return None
        draft.content, draft.form = content, "indirect"
        draft.slot = "clause"
        return draft

    def _take(self, draft: Draft) -> None:
        for c in draft.content:
            for k in self.inside(*c):
                self.used.add(k)
                if k not in draft.quotes:
                    draft.quotes.append(k)

    def left_of(self, i: int) -> bool:
        """Whether an unused quotation ends just before the saying and runs on into it."""
        return self.beside(i, *self.edges(i))[0] is not None

    def block(self, i: int) -> Span | None:
        """The paragraph after a saying that ends its own with a colon: a block quotation without marks."""
        p = self.p
        k = p.sentence_of[i]
        end = p.sentences[k].last - 1
        while end > i and p.tags[end] == "_SP":
            end -= 1
        if p.words[end] != ":" or k + 1 >= len(p.sentences) or p.sentences[k + 1].paragraph == p.sentences[k].paragraph:
            return None
        n, last = p.sentences[k + 1].paragraph, k + 1
        while last + 1 < len(p.sentences) and p.sentences[last + 1].paragraph == n:
            last += 1
        a, b = p.starts[p.sentences[k + 1].first], p.ends[p.sentences[last].last - 1]
        if self.text[a : a + 1] in MARKS:
            q = self.s.quote_at(a + 1)
            return None if q is None else self.quotes_span(q)
        return self.s.trim(a, b)

    def quotes_span(self, q: int) -> Span:
        """The words of a quotation, by its place among all of them."""
        return self.s.quotes[q].inner

    def parenthetical(self, i: int, first: int, last: int) -> list[Span]:
        """What a saying between commas or after a comma is said of: "A, X said on Monday", "A, X said, B"."""
        p, s = self.p, self.s
        as_ = next((c for c in p.children(i) if p.deps[c] in ("mark", "advmod") and p.lemmas[c] == "as" and c < first), None)
        lo, hi = s.bounds(i, whole=as_ is not None)
        if p.deps[i] in ("relcl", "acl", "pcomp") or (p.deps[i] == "advcl" and as_ is None):
            return []
        if as_ is not None and any(p.lemmas[c] in reporting.words("nobody") for c in p.children(i) if p.deps[c] == "nsubj"):
            return []  # "as you know"
        start = first if as_ is None else as_
        t = start - 1
        while t > lo and (p.words[t] in MARKS or p.tags[t] == "_SP"):
            t -= 1
        fronted = as_ is not None and start - lo <= 1
        if not fronted and (t <= lo or (p.tags[t] not in (",", ":", "HYPH", ".") and p.words[t] not in _DASHES)):
            return []
        end = last + 1
        while end <= hi and (p.words[end] in MARKS or p.tags[end] == "_SP"):
            end += 1
        if end <= hi and p.tags[end] not in (",", ".", ":"):
            return []
        before = s.settle(p.starts[lo], p.starts[t]) if t - lo >= 1 and not fronted else None
        after = None
        if end < hi and p.tags[end] in (",", ":"):
            u = end + 1
            while u < hi and p.words[u] in MARKS:
                u += 1
            top = u
            while p.heads[top] > end and p.heads[top] != top:
                top = p.heads[top]
            h = p.heads[top]
            joined = (p.deps[top] == "conj" and p.tags[u] == "CC") or (p.deps[top] == "cc" and p.heads[top] == i)
            kept = joined or p.deps[top] in ("ccomp", "parataxis") or (p.deps[top] == "advcl" and any(p.lemmas[x] in _KEPT for x in p.children(top) if p.deps[x] == "mark"))
            adding = p.tags[top] == "VBG" and self.reader.entry(top)[1] is not None
            if (fronted or h < first or (h == top and top > end) or (h == i and kept)) and not adding and hi - u >= 1:
                after = s.settle(p.starts[u], p.ends[hi])
        if fronted:
            return [after] if after is not None else []
        if before is None:
            return []
        if not self._says(lo, t) and not (after is not None and self._says(end, hi + 1)):
            return []
        if t - lo < 2 and after is None:
            return []
        return [before, after] if after is not None else [before]

    def _says(self, first: int, end: int) -> bool:
        """Whether tokens first..end-1 hold a finite verb: a clause, not a mere adjunct."""
        return any(self.p.tags[t] in ("VBD", "VBZ", "VBP", "MD") for t in range(first, end))

    # -- after it ----------------------------------------------------------------------------------------------------

    def go_on(self, drafts: list[Draft]) -> list[Draft]:
        """`"A," X said. "B."`, and paragraphs that go on with a quotation; what stands alone becomes free speech of the speaker before."""
        p = self.p
        owner: dict[int, Draft] = {k: d for d in drafts for k in d.quotes}
        ends = {id(d): max([d.cue[1], *(p.tokens_in(c)[-1] for c in d.content if p.tokens_in(c))]) for d in drafts}
        out: list[Draft] = []
        order = sorted(drafts, key=lambda d: ends[id(d)])
        at = 0
        last: Draft | None = None
        for k, q in enumerate(self.quotes):
            if k in self.used:
                continue
            while at < len(order) and p.ends[ends[id(order[at])]] <= q.span[0]:
                if order[at].source is not None and order[at].slot in ("clause", "quotation", "turn", "free") and self.s.quote_at(p.starts[order[at].cue[0]]) is None:
                    last = order[at]
                at += 1
            before = owner.get(k - 1) if k else None
            opens = not self.text[max(0, q.span[0] - 3) : q.span[0]].strip() or self._starts_sentence(k)
            if before is not None and before.form in ("direct", "mixed"):
                tail = p.ends[p.sentences[p.sentence_of[max(before.cue[1], p.tokens_in(self.quotes[k - 1].inner)[-1])]].last - 1]
                if before.cue[1] > 0 and before.slot != "free":
                    tail = max(tail, p.ends[p.sentences[p.sentence_of[before.cue[1]]].last - 1])
                gap = self.text[min(tail, q.span[0]) : q.span[0]]
                if not gap.strip(" \t\n.\"\u201d'") and (self.paragraph[k] == self.paragraph[k - 1] or q.continues):
                    before.content.append(q.inner)
                    before.quotes.append(k)
                    ends[id(before)] = p.tokens_in(q.inner)[-1]
                    owner[k] = before
                    self.used.add(k)
                    continue
            if not opens or last is None or len(self.text[slice(*q.inner)].split()) < _LOOSE_WORDS:
                continue
            end = ends[id(last)] if last.slot != "free" else p.tokens_in(last.content[-1])[-1]
            if self.paragraph[k] - p.sentences[p.sentence_of[end]].paragraph > 1 or p.sentence_of[self.first[k]] - p.sentence_of[end] > 1 or not self._finished(k):
                continue
            self.used.add(k)
            if last.form in ("direct", "mixed") and last.slot == "quotation" and self._alone(k):  # the same speech goes on
                last.content.append(q.inner)
                last.quotes.append(k)
                owner[k] = last
                ends[id(last)] = p.tokens_in(q.inner)[-1]
                continue
            free = Draft(head=-1, cue=(-1, -1), sources=last.sources, source=last.source, content=[q.inner], name="assert", slot="free", form="free")
            free.quotes.append(k)
            owner[k] = free
            out.append(free)
            last = free
        return out

    def _finished(self, k: int) -> bool:
        """Whether a quotation is a sentence of its own: closed by a stop, and nothing of its sentence after it."""
        q = self.quotes[k]
        after = self.text[q.span[1] : q.span[1] + 3].strip()
        return not q.closed or (self.text[q.inner[1] - 1] in ".?!\u2026" and (not after or not after[0].islower()))

    def _alone(self, k: int) -> bool:
        """Whether a quotation opens its paragraph and ends it, or stays open."""
        q = self.quotes[k]
        before = self.text[max(0, q.span[0] - 2) : q.span[0]]
        after = self.text[q.span[1] : q.span[1] + 2]
        return not before.strip() and "\n" in before and (not q.closed or not after.strip())

    def _starts_sentence(self, k: int) -> bool:
        s = self.p.sentences[self.p.sentence_of[self.first[k]]]
        return self.first[k] - s.first <= 1
