"""The stretches of an attribution: a source's noun phrase, a cue's verb group, and where a content may reach."""

from bisect import bisect_left, bisect_right

from dateline.lexicon.frames import Frames
from dateline.lexicon.reporting import Cues
from dateline.model.claim import Quotation
from dateline.model.parse import Parse
from dateline.model.story import Span

_TRIM = " \t\n,;:\u2014\u2013-\u00a0"
MARKS = frozenset('"\u201c\u201d\u201e\u201f\u00ab\u00bb\'\u2018\u2019`') | {"''", "``"}
_NP_LEFT = frozenset({"det", "amod", "compound", "poss", "nmod", "nummod", "advmod", "predet", "quantmod", "preconj", "neg", "npadvmod", "advcl"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECT = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})
_CLAUSE_TOPS = frozenset({"relcl", "acl", "advcl", "appos", "pcomp", "csubj", "csubjpass", "parataxis"})
_KEEPING_MARKS = frozenset({"if", "unless", "because", "so", "in", "until", "lest", "that", "whether", "than"})


class Spans:
    """Measures over one parse; quotations are looked up by bisection."""

    def __init__(self, parse: Parse, frames: Frames, quotations: list[Quotation], cues: Cues) -> None:
        self.p, self.f, self.cues = parse, frames, cues
        self.text = parse.text
        self.quotes = quotations
        self.after_label: dict[int, int] = {}  # sentences that a speaker's label opens, and the token after it
        self.names = {t for e in parse.entities if e.label == "PERSON" for t in range(e.first, e.last)}
        self._starts = [q.span[0] for q in quotations]
        self._ends = [q.span[1] for q in quotations]

    # -- quotations --------------------------------------------------------------------------------------------------

    def quote_at(self, offset: int) -> int | None:
        """The quotation whose words cover an offset (quotations do not overlap)."""
        k = bisect_right(self._starts, offset) - 1
        return k if k >= 0 and self.quotes[k].inner[0] <= offset < self.quotes[k].inner[1] else None

    def quotes_in(self, start: int, end: int) -> range:
        """The quotations that lie at least partly in [start, end)."""
        return range(bisect_right(self._ends, start), bisect_left(self._starts, end))

    # -- characters --------------------------------------------------------------------------------------------------

    def trim(self, start: int, end: int) -> Span | None:
        """A stretch without the white space and stops around it; a full stop outside quotation marks goes, an initial's stays."""
        text = self.text
        while start < end and (text[start] in _TRIM or text[start].isspace()):
            start += 1
        while end > start and (text[end - 1] in _TRIM or text[end - 1].isspace()):
            end -= 1
        if end - start > 1 and text[end - 1] == "." and not text[end - 2].isupper():
            end -= 1
        return (start, end) if end > start else None

    def settle(self, start: int, end: int) -> Span | None:
        """Trim a content, and take in or leave out whole the quotation marks at its edges."""
        span = self.trim(start, end)
        if span is None:
            return None
        start, end = span
        k = self.quote_at(end - 1)
        if k is not None and self.quotes[k].span[0] >= start:
            end = self.quotes[k].span[1]
        elif k is None and end < len(self.text) and self.text[end : end + 1] in MARKS:
            j = bisect_left(self._ends, end)
            if j < len(self.quotes) and self.quotes[j].span[0] >= start and self.quotes[j].span[1] <= end + 2:
                end = self.quotes[j].span[1]
        while end - start > 1 and self.text[end - 1] in MARKS and not self._marked(start, end):
            shorter = self.trim(start, end - 1)
            if shorter is None:
                return None
            start, end = shorter
        k = self.quote_at(start)
        if k is None and self.text[start] in MARKS and not self._opens(start):
            return self.trim(start + 1, end)
        if k is not None and self.quotes[k].inner[0] == start and self.quotes[k].span[1] < end:
            start = self.quotes[k].span[0]
        return start, end

    def _marked(self, start: int, end: int) -> bool:
        """Whether the mark before `end` closes a quotation that opens at or after `start`, or is an apostrophe."""
        if self.text[end - 1] in "'\u2019" and self.text[end - 2 : end - 1].isalpha():
            return True
        k = bisect_left(self._ends, end)
        return k < len(self.quotes) and self.quotes[k].span[1] == end and self.quotes[k].span[0] >= start

    def _opens(self, start: int) -> bool:
        k = bisect_left(self._starts, start)
        return k < len(self.quotes) and self.quotes[k].span[0] == start

    def heading(self, t: int) -> int:
        """The first token of a sentence after a heading in capitals that runs into it ("REALITY CHECK Economy Minister …")."""
        p = self.p
        s = p.sentences[p.sentence_of[t]]
        labelled = self.after_label.get(p.sentence_of[t])
        if labelled is not None:
            return labelled
        at = s.first
        while at < s.last - 1 and p.words[at].isupper() and (p.words[at].isalpha() or at > s.first):
            at += 1
        caps = sum(p.words[x].isalpha() and len(p.words[x]) > 1 for x in range(s.first, at))
        return at if caps >= 2 and at < s.last - 2 else s.first

    # -- noun phrases and verb groups --------------------------------------------------------------------------------

    def phrase(self, head: int, cue: int | None = None) -> tuple[int, int]:
        """First and last token of a source: the noun with its title, apposition and clauses, kept off the cue."""
        p = self.p
        first = head
        for c in reversed(p.children(head)):
            if c < head:
                if p.deps[c] not in _NP_LEFT or p.right[c] + 1 < first - 1 or (p.right[c] + 1 < first and p.words[first - 1] in MARKS):
                    break
                first = p.left[c]
        last = head
        for c in p.children(head):
            if c > head:
                if p.deps[c] in ("cc", "punct", "conj", "prep", "relcl", "acl", "appos", "case", "nmod", "npadvmod", "amod", "nummod", "advmod", "dep"):
                    last = p.right[c]
        if cue is not None:
            if head < cue <= last:
                last = cue - 1
            elif first <= cue < head:
                first = cue + 1
        while last > head and (p.words[last] in MARKS or p.tags[last] in ("CC", ",", ":", "_SP", "``", "''")):
            last -= 1
        first = max(first, min(self.heading(head), head))
        within = self.speech_at(head)
        while first < head and self.speech_at(first) != within:  # the words of a quotation are no part of its speaker's name
            first += 1
        while first < head and (p.words[first] in MARKS or p.tags[first] in (",", ".", "_SP", "``", "''")):
            first += 1
        return first, last

    def speech_at(self, t: int) -> int | None:
        """The quotation, not a mere scare quote, whose words a token is one of."""
        k = self.quote_at(self.p.starts[t])
        return None if k is None or self.quotes[k].scare else k

    def group(self, i: int) -> tuple[int, int]:
        """First and last token of a cue's verb group: auxiliaries, adverbs, negation and "went on to" before it, a particle after it."""
        p = self.p
        first = last = i
        for _ in range(4):
            for c in reversed(p.children(i)):
                if c < first and p.deps[c] in ("aux", "auxpass", "neg", "advmod", "prt") and p.right[c] - p.left[c] <= 1 and p.right[c] == first - 1:
                    if p.deps[c] == "advmod" and (p.tags[c] in ("WRB",) or p.words[c - 1 : c] == [","] or c == p.sentences[p.sentence_of[c]].first):
                        break
                    first = p.left[c]
            h = p.heads[i]
            if p.deps[i] in ("xcomp", "conj") and h < first and p.lemmas[h] in self.cues.leads and first - h <= 2 and all(
                p.tags[x] in ("RB", "RP", "TO", "CC", "IN") for x in range(h + 1, first)
            ):
                i, first = h, min(h, first)
                continue
            break
        for c in p.children(last):
            if p.deps[c] == "prt" and c == last + 1:
                last = c
        return first, last

    # -- contents ----------------------------------------------------------------------------------------------------

    def bounds(self, i: int, *, whole: bool = False) -> tuple[int, int]:
        """First and last token of the clause or sentence that a cue's content can fill: a relative clause keeps its content inside.

        `whole` asks for the sentence, or for the quotation that the cue stands in.
        """
        p = self.p
        s = p.sentences[p.sentence_of[i]]
        first, last = max(s.first, min(i, self.heading(i))), s.last - 1
        x = p.heads[i] if whole else i
        while whole and p.heads[x] != x:
            x = p.heads[x]
        for _ in range(60):
            if p.deps[x] in ("relcl", "acl", "csubj", "csubjpass", "pcomp", "appos"):
                first, last = max(first, p.left[x]), min(last, p.right[x])
                break
            if p.deps[x] == "advcl":
                if p.heads[x] > x:
                    last = min(last, p.right[x])
                else:
                    first = max(first, p.left[x])
                break
            if p.heads[x] == x:
                break
            x = p.heads[x]
        k = self.quote_at(p.starts[i])
        if k is not None:
            inner = self.quotes[k].inner
            while first < i and p.starts[first] < inner[0]:
                first += 1
            while last > i and p.ends[last] > inner[1]:
                last -= 1
        return first, last

    def clause(self, i: int, c: int, start: int | None = None) -> tuple[Span | None, list[int]]:
        """The content that a clause `c` after its cue `i` gives, mended at its end; and the cue verbs that were cut off it."""
        p = self.p
        _, limit = self.bounds(i)
        first = start if start is not None else max(p.left[c], i + 1)
        if start is None and not self._own_subject(c) and self._finite(c) in _FINITE and p.lemmas[i] not in self.cues.addressed:
            lost = p.child(i, "dobj")  # a subject that the parser took for the saying's object
            if lost is not None and i < lost < first and p.left[lost] > i:
                first = p.left[lost]
        stop = min(p.right[c], limit) if p.right[c] >= c else limit
        stop = max(stop, min(c, limit))
        while stop < limit:
            u = stop + 1
            while u <= limit and (p.words[u] in MARKS or p.tags[u] in (",", ":", "CC", "_SP", "``", "''", "HYPH", ".")):
                u += 1
            if u > limit:
                break
            top = u
            while p.heads[top] > stop and p.heads[top] != top:
                top = p.heads[top]
            if not self._continues(i, c, top, first):
                break
            stop = max(stop, min(limit, p.right[top]))
        if any(p.deps[x] in _SUBJECT and x < i for x in p.children(c)):  # "which officials said would …, drew criticism": the rest is the sentence's own
            apart = next((x for x in p.children(c) if p.deps[x] == "conj" and x <= stop and p.tags[x] in ("VBD", "VBZ", "VBP") and p.words[p.left[x] - 1] == ","), None)
            stop = p.left[apart] - 2 if apart is not None else stop
        cut: list[int] = []
        for t in range(first, stop + 1):
            if t > c and p.words[t] == "according" and p.words[t - 1] == ",":
                stop = t - 1
                break
            if t > c and p.deps[t] == "advcl" and p.words[p.left[t] - 1] == "," and p.lemmas[p.left[t]] in ("while", "whereas") and self._cue_verb(t) and self._own_subject(t):
                stop = p.left[t] - 1
                break
            if t > c and p.deps[t] == "conj" and p.tags[t] in ("VBD", "VBZ", "VBP") and p.tags[p.heads[t]] == "VB" and p.heads[t] >= c and not self._own_subject(t) \
                    and not self._cue_verb(t) and self.quote_at(p.starts[t]) is None and not any(p.deps[x] in ("aux", "auxpass") for x in p.children(t)):
                edge = p.left[t]  # a finite verb is no partner of a bare one: it goes on with the sentence ("wants to leave and called a vote")
                while edge > first and p.tags[edge - 1] in (",", "CC", "_SP"):
                    edge -= 1
                if edge > c:
                    stop = edge - 1
                    break
            if t > c and p.tags[t][:2] == "VB" and self._cut_off(i, c, t) and self.quote_at(p.starts[t]) is None:
                edge = p.left[t]
                while edge > first and (p.tags[edge - 1] in (",", "CC", "_SP") or p.words[edge - 1] in ("while",)):
                    edge -= 1
                if edge > c or edge > first + 2:
                    cut.append(t)
                    stop = edge - 1
                    break
        if cut:
            cut += [x for x in p.children(cut[0]) if p.deps[x] == "conj" and p.tags[x] == p.tags[cut[0]]]
        stop = self._without_aside(first, stop)
        if stop < first:
            return None, cut
        return self.settle(p.starts[first], p.ends[stop]), cut

    def _without_aside(self, first: int, stop: int) -> int:
        """Leave out a relative clause after a comma at the end: the outlet's own words."""
        p = self.p
        t = stop
        while t > first and (p.tags[t] in (".", ",", "_SP") or p.words[t] in MARKS):
            if p.words[t] in MARKS:
                return stop
            t -= 1
        x, out = t, stop
        for _ in range(60):
            left = p.left[x]
            if p.deps[x] == "relcl" and p.right[x] >= t and left > first + 1 and p.words[left - 1] == "," and p.lemmas[left] in ("who", "which", "whose", "whom", "where"):
                if self.quote_at(p.starts[left]) is None:
                    out = left - 2
            if p.heads[x] == x or p.heads[x] < first:
                break
            x = p.heads[x]
        return out

    def _own_subject(self, v: int) -> bool:
        return any(self.p.deps[c] in _SUBJECT for c in self.p.children(v))

    def _continues(self, i: int, c: int, top: int, first: int) -> bool:
        """Whether a piece that the parser hung elsewhere still belongs to the content of cue `i`."""
        p = self.p
        h, dep = p.heads[top], p.deps[top]
        if first <= h <= p.right[c] and h != i:
            return True
        if p.tags[top] == "VB" and p.tags[c] == "VB" and not self._own_subject(top) and dep in ("conj", "dep", "ccomp", "xcomp", "advcl"):
            return True
        if dep in ("conj", "ccomp", "dep", "parataxis") and p.tags[top][:2] == "VB":
            if self._cue_verb(top):
                return False
            return self._own_subject(top) or (dep == "conj" and h != i and p.left[c] <= h)
        if dep == "advcl":
            mark = next((x for x in p.children(top) if p.deps[x] in ("mark", "advmod") and x < top), None)
            comma = p.words[p.left[top] - 1] == ","
            return mark is not None and not comma and p.lemmas[mark] in _KEEPING_MARKS and (h == i or p.heads[h] == i)
        return False

    def _cue_verb(self, t: int) -> bool:
        cue = self.cues.verbs.get(self.p.lemmas[t])
        return cue is not None and cue.clause is not None

    def _cut_off(self, i: int, c: int, t: int) -> bool:
        """Whether a verb inside a content speaks for the content's own source: "said A, adding B", "said A would come and noted B"."""
        p = self.p
        cue = self.cues.verbs.get(p.lemmas[t])
        if cue is None or (cue.clause is None and cue.object is None) or self._own_subject(t) or cue.clause in ("believe", "hope"):
            return False
        if p.tags[t] == "VBG":
            apart = p.words[p.left[t] - 1] == "," or p.words[t + 1 : t + 2] == [","]
            return p.deps[t] in ("advcl", "acl", "conj", "dep") and apart and cue.clause is not None and not cue.deed
        if p.deps[t] != "conj" or p.tags[t] not in ("VBD", "VBZ", "VBP") or (p.tags[t] != p.tags[i] and p.tags[p.heads[t]] != "VB"):
            return False
        if any(p.deps[x] in ("aux", "auxpass") for x in p.children(t)):
            return False
        governor = p.heads[t]
        return (p.tags[governor] != p.tags[t] or p.lemmas[governor] == "be") and governor >= p.left[c]

    def _finite(self, v: int) -> str:
        """The tag that carries a verb's tense."""
        p = self.p
        if p.tags[v] in _FINITE:
            return p.tags[v]
        for x in p.children(v):
            if p.deps[x] in ("aux", "auxpass", "cop") and p.tags[x] in _FINITE:
                return p.tags[x]
        return p.tags[v]
