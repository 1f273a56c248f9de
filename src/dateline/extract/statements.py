"""Statements: who is said to have said, thought or wanted what. Source, cue and content, each with its span."""

import msgspec

from dateline.lexicon import reporting
from dateline.lexicon.frames import Frames
from dateline.lexicon.match import EventLexicon
from dateline.model.claim import Quotation, Statement
from dateline.model.reading import Reading
from dateline.model.story import Span

_TRIM = " \t\n,;:\u2014\u2013-\u00a0"
_QUOTES = "\"\u201c\u201d'\u2018\u2019`"
_ASIDE = frozenset({"relcl", "appos"})
_ADDRESSED = {"tell", "inform", "notify", "assure", "remind", "warn", "advise", "urge", "ask", "order", "beg", "implore", "brief", "invite", "exhort", "request", "instruct"}


class StatementExtractor:
    """Finds attributions over frames; holds the compiled cue words, keeps nothing between stories."""

    def __init__(self, lexicon: EventLexicon) -> None:
        self.lexicon = lexicon
        self.verbs, self.nouns, self.carriers = reporting.cues()

    def extract(self, reading: Reading) -> Reading:
        """Add the statements of a reading whose mentions are resolved."""
        return msgspec.structs.replace(reading, statements=tuple(_Story(self, reading).run()))


class _Story:
    def __init__(self, x: StatementExtractor, reading: Reading) -> None:
        self.x, self.reading, self.p = x, reading, reading.tokens
        self.f: Frames = x.lexicon.frames(self.p)
        self.by_head = {m.head: m for m in reading.mentions}
        self.text = reading.story.text
        self.quotes = [q for q in reading.quotations if not q.scare]
        self.used: set[int] = set()  # quotations that a statement has
        self.found: list[Statement] = []
        self.cue_tokens: set[int] = set()

    def run(self) -> list[Statement]:
        p = self.p
        for i in range(len(p)):
            tag = p.tags[i]
            if tag[:2] == "VB" and p.deps[i] not in ("amod", "aux", "auxpass"):
                if p.lemmas[i] == "accord" or p.words[i].lower() == "according":
                    self._according(i)
                else:
                    self._verb(i)
            elif tag[:1] == "N" and p.lemmas[i] in self.x.nouns and i not in self.cue_tokens:
                self._noun(i)
        self._continuations()
        self._loose_quotations()
        return self._finish()

    # -- spans -------------------------------------------------------------------------------------------------------

    def _trim(self, start: int, end: int) -> Span | None:
        text = self.text
        while start < end and (text[start] in _TRIM or text[start].isspace()):
            start += 1
        while end > start and (text[end - 1] in _TRIM or text[end - 1].isspace()):
            end -= 1
        if end > start and text[end - 1] == "." and end - start > 1 and not text[end - 2 : end - 1].isupper():
            end -= 1
        return (start, end) if end > start else None

    def _phrase(self, head: int) -> Span:
        """A source's noun phrase: without relative clauses and appositions."""
        p = self.p
        first = last = head
        stack = [head]
        while stack:
            i = stack.pop()
            first, last = min(first, i), max(last, i)
            for c in p.children(i):
                if p.deps[c] in ("relcl", "appos", "acl", "punct", "advcl", "cc", "conj") or (i == head and p.deps[c] in ("prep",) and p.lemmas[c] not in ("of", "for", "from", "in", "at", "to", "with")):
                    continue
                stack.append(c)
        return p.span(first, last)

    def _clause(self, top: int, cue: int) -> Span | None:
        """The content under a token, cut where it would swallow the cue."""
        p = self.p
        first, last = p.left[top], p.right[top]
        if first <= cue <= last:
            if top > cue:
                first = cue + 1
            else:
                last = cue - 1
        return self._trim(*p.span(first, last)) if last >= first else None

    # -- cues --------------------------------------------------------------------------------------------------------

    def _verb(self, i: int) -> None:
        p, f = self.p, self.f
        particle = next((p.lemmas[c] for c in p.children(i) if p.deps[c] == "prt"), None)
        lemma = f"{p.lemmas[i]} {particle}" if particle and f"{p.lemmas[i]} {particle}" in self.x.verbs else p.lemmas[i]
        cue = self.x.verbs.get(lemma)
        obj = p.child(i, "dobj")
        if p.lemmas[i] in self.x.carriers and obj is not None and p.lemmas[obj] in self.x.nouns and self._carried(i, obj):
            return
        if cue is None:
            return
        sources = f.surface(i) if not f.passive(i) else f._agents(i)
        quoted_as = f.passive(i) and p.lemmas[i] in ("quote", "cite", "say", "report")
        if f.passive(i) and not sources:
            if not quoted_as:
                return
        content: list[Span] = []
        form, name = "indirect", None
        clause = next((c for c in p.children(i) if p.deps[c] == "ccomp" and not any(p.tags[d] == "TO" and p.deps[d] == "aux" for d in p.children(c))), None)
        infinitive = next((c for c in f.infinitives(i) if p.heads[c] == i or p.deps[c] == "acl"), None)
        quotes = self._near_quotes(i, clause)
        if cue.clause and clause is not None:
            span = self._clause(clause, i)
            if span is not None:
                content, name = [span], cue.clause
        if quotes and (cue.quotation or cue.clause):
            name = cue.quotation or cue.clause
            inner = [q.inner for q in quotes]
            if content:
                covered = sum(max(0, min(q.inner[1], content[0][1]) - max(q.inner[0], content[0][0])) for q in quotes)
                outside = content[0][1] - content[0][0] - covered
                if outside > 12 and covered < 0.8 * (content[0][1] - content[0][0]):
                    if any(q.span[0] < content[0][0] or q.span[1] > content[0][1] + 2 for q in quotes):
                        lo, hi = min(content[0][0], *(q.span[0] for q in quotes)), max(content[0][1], *(q.span[1] for q in quotes))
                        cue_span = p.span(i, i)
                        content = [s for s in (self._trim(lo, cue_span[0]), self._trim(cue_span[1], hi)) if s] if lo < cue_span[0] < hi else [(lo, hi)]
                        content = [c for c in content if c[1] - c[0] > 3]
                    form = "mixed"
                else:
                    content, form = inner, "direct"
            else:
                content, form = inner, "direct"
            self.used.update(id(q) for q in quotes)
        elif content and any(q.inner[0] >= content[0][0] and q.inner[1] <= content[0][1] for q in self.reading.quotations if not q.scare):
            form = "mixed"
            self.used.update(id(q) for q in self.quotes if q.inner[0] >= content[0][0] and q.inner[1] <= content[0][1])
        if not content and cue.infinitive and infinitive is not None:
            span = self._clause(infinitive, i)
            if span is not None:
                content, name = [span], cue.infinitive
        if not content and cue.object and obj is not None and not quoted_as:
            span = self._clause(obj, i)
            rest = [self._clause(c, i) for c in p.children(i) if p.deps[c] == "prep" and p.lemmas[c] in ("of", "for", "as") and c > obj]
            if span is not None:
                ends = [s[1] for s in rest if s]
                content, name = [(span[0], max([span[1], *ends]))], cue.object
        if not content and cue.prep:
            for prep, klass in cue.prep:
                hang = next((c for c in p.children(i) if p.lemmas[c] == prep and p.deps[c] in ("prep", "prt")), None)
                if hang is not None and (target := p.child(hang, "pobj", "pcomp")) is not None:
                    span = self._clause(target, i)
                    if span is not None:
                        content, name = [span], klass
        if not content and quoted_as and infinitive is None:
            as_ = next((c for c in p.children(i) if p.lemmas[c] == "as"), None)
            saying = p.child(as_, "pcomp") if as_ is not None else None
            inner_clause = p.child(saying, "ccomp") if saying is not None else None
            if inner_clause is not None:
                span = self._clause(inner_clause, i)
                content, name = ([span] if span else []), "assert"
                sources = f.surface(i)
        if not content or name is None:
            return
        if not sources and p.deps[i] in ("amod",):
            return
        if form != "direct" and not sources and p.tags[i] in ("VB", "VBG") and p.deps[i] in ("ROOT",):
            return
        self.cue_tokens.add(i)
        self._add(cue=(i, i), head=i, sources=sources, content=content, form=form, name=name)

    def _carried(self, verb: int, noun: int) -> bool:
        """ "voiced hope that …", "sent a signal that …": the verb and its noun are the cue."""
        p, f = self.p, self.f
        clause = next((c for c in p.children(noun) if p.deps[c] in ("acl", "ccomp", "relcl") and (p.tags[c][:2] == "VB" or p.lemmas[c] == "be") and self._complement(c)), None)
        if clause is None:
            clause = next((c for c in p.children(verb) if p.deps[c] in ("ccomp",)), None)
        if clause is None:
            prep = next((c for c in (*p.children(noun), *p.children(verb)) if p.deps[c] == "prep" and p.lemmas[c] in ("for", "about", "over", "of", "that", "on", "at") and c > noun), None)
            clause = p.child(prep, "pobj", "pcomp") if prep is not None else None
        if clause is None:
            return False
        sources = f.surface(verb)
        if not sources:
            return False
        first = p.left[clause]
        mark = next((c for c in p.children(clause) if p.deps[c] == "mark"), None)
        span = self._trim(p.starts[first], p.ends[p.right[clause]])
        if span is None:
            return False
        span = self._close_quote(span)
        quoted = [q for q in self.quotes if span[0] <= q.span[0] and q.span[1] <= span[1]]
        self.used.update(id(q) for q in quoted)
        self.cue_tokens.update((verb, noun))
        left = min([verb, *(c for c in p.children(verb) if p.deps[c] == "aux")])
        nested = any(q.inner[0] <= p.starts[verb] < q.inner[1] for q in self.quotes)
        form = "mixed" if quoted else "indirect"
        if nested and mark is not None:
            span = self._trim(p.ends[mark], span[1]) or span
        self._add(cue=(left if nested else verb, noun), head=verb, sources=sources, content=[span], form=form, name=self.x.nouns[p.lemmas[noun]])
        return True

    def _complement(self, c: int) -> bool:
        p = self.p
        return any((p.deps[d] == "mark" and p.lemmas[d] in ("that", "if", "whether")) or p.tags[d] == "TO" for d in p.children(c)) or p.deps[c] in ("ccomp", "acl")

    def _close_quote(self, span: Span) -> Span:
        """Take in the quotation that a content ends in."""
        for q in self.quotes:
            if span[0] <= q.span[0] < span[1] <= q.span[1] + 1:
                return (span[0], max(span[1], q.span[1]))
        return span

    def _noun(self, i: int) -> None:
        """ "calls from X to …", "Moscow's demand that …": a noun with a source and a content of its own."""
        p, f = self.p, self.f
        clause = next(
            (c for c in p.children(i) if p.deps[c] in ("acl", "ccomp") and (any(p.tags[d] == "TO" for d in p.children(c)) or any(p.deps[d] == "mark" for d in p.children(c)))), None
        )
        preps = f.preps(i)
        source = [c for c in p.children(i) if p.deps[c] == "poss"] + preps.get("from", []) + preps.get("by", [])
        if not source or (p.deps[i] == "pobj" and p.lemmas[p.heads[i]] == "to" and p.lemmas[p.heads[p.heads[i]]] == "accord"):
            return
        if clause is None:
            target = next((c for c in p.children(i) if p.deps[c] == "prep" and p.lemmas[c] in ("for", "of", "about", "against") and c > i), None)
            if target is None or self.x.nouns[p.lemmas[i]] in ("assert",):
                return
            clause = p.child(target, "pobj", "pcomp")
            if clause is None:
                return
        span = self._clause(clause, i)
        last = p.right[clause]
        during = next((c for c in p.children(clause) if p.deps[c] == "prep" and p.lemmas[c] == "during" and p.right[c] == last), None)
        if during is not None and span is not None:  # when the calls were made, not what they call for
            span = self._trim(span[0], p.starts[during])
        if span is None:
            return
        first = min([i, *(c for c in p.children(i) if p.deps[c] in ("amod", "nummod") and c < i)])
        self.cue_tokens.add(i)
        self._add(cue=(first, i), head=i, sources=f.members(source), content=[span], form="nominal", name=self.x.nouns[p.lemmas[i]])

    def _according(self, i: int) -> None:
        """ "According to X, …": the clause that it hangs on is the content."""
        p = self.p
        to = next((c for c in p.children(i) if p.lemmas[c] == "to"), None)
        source = p.child(to, "pobj") if to is not None else None
        if to is None or source is None:
            return
        top = p.heads[i]
        lo, hi = p.left[top], p.right[top]
        phrase_lo, phrase_hi = p.left[i], p.right[i]
        sentence = p.sentences[p.sentence_of[i]]
        if p.heads[top] == top or phrase_lo == sentence.first:
            lo, hi = sentence.first, sentence.last - 1
        # the phrase's own edge: a source's subtree that runs past a comma into the clause is cut at the comma
        if phrase_lo <= lo + 1:
            edge = next((t for t in range(source + 1, min(phrase_hi + 2, len(p))) if p.words[t] == "," and t > source and not self._list(source, t)), phrase_hi)
            span = self._trim(p.starts[min(edge + 1, hi)], p.ends[hi])
        else:
            span = self._trim(p.starts[lo], p.starts[phrase_lo])
        if span is None or span[1] - span[0] < 4:
            return
        quotes = [q for q in self.quotes if q.span[0] >= span[0] - 2 and q.span[1] <= span[1] + 2]
        self.used.update(id(q) for q in quotes)
        direct = len(quotes) == 1 and quotes[0].inner[1] - quotes[0].inner[0] > 0.85 * (span[1] - span[0])
        self.cue_tokens.add(i)
        self._add(cue=(i, to), head=i, sources=self.f.members([source]), content=[quotes[0].inner] if direct else [span], form="direct" if direct else "mixed" if quotes else "indirect", name="assert")

    def _list(self, source: int, comma: int) -> bool:
        p = self.p
        return any(p.deps[c] in ("conj", "appos") and c > comma and p.heads[c] == source and p.left[c] == comma + 1 for c in p.children(source)) and any(
            p.lemmas[c] == "and" for c in p.children(source)
        )

    # -- quotations --------------------------------------------------------------------------------------------------

    def _near_quotes(self, i: int, clause: int | None) -> list[Quotation]:
        """Quotations that a cue introduces or closes: in its sentence, or running up to it."""
        p = self.p
        lo, hi = p.sentence_span(i)
        cue = p.span(i, i)
        if any(q.inner[0] <= cue[0] < q.inner[1] for q in self.quotes):
            return []
        out = []
        left, right = p.span(p.left[i], p.right[i])
        clause_span = p.subtree(clause) if clause is not None else None
        for q in self.quotes:
            if id(q) in self.used or q.span[1] < lo or q.span[0] > hi:
                continue
            between = self.text[min(q.span[1], cue[1]) : max(q.span[0], cue[0])]
            if q.span[1] <= cue[0]:
                between = self.text[q.span[1] : cue[0]]
            elif q.span[0] >= cue[1]:
                between = self.text[cue[1] : q.span[0]]
            within = q.span[0] >= left - 2 and q.span[1] <= right + 3
            overlaps = clause_span is not None and q.inner[0] < clause_span[1] and q.inner[1] > clause_span[0]
            if overlaps or within or (len(between) < 90 and not any(s in between for s in (". ", "? ", "! "))):
                out.append(q)
        return out

    def _continuations(self) -> None:
        """`"A," X said. "B."`: the quotation after the saying goes on with it."""
        p = self.p
        for k, s in enumerate(self.found):
            if s.cue is None or s.form not in ("direct", "mixed"):
                continue
            end = max(s.cue[1], *(c[1] for c in s.content))
            changed = True
            while changed:
                changed = False
                for q in self.quotes:
                    if id(q) in self.used or q.span[0] < end:
                        continue
                    gap = self.text[end : q.span[0]]
                    token = p.token_at(s.cue[0])
                    tail = p.sentence_span(token)[1] if token is not None else end
                    if q.span[0] >= tail and not self.text[max(end, tail) : q.span[0]].strip(_TRIM + _QUOTES + ".") and "\n\n" not in gap:
                        self.used.add(id(q))
                        s = self.found[k] = msgspec.structs.replace(s, content=(*s.content, q.inner))
                        end, changed = q.span[1], True
                    break

    def _loose_quotations(self) -> None:
        """A paragraph that only quotes goes on with the speaker before it."""
        for q in self.quotes:
            if id(q) in self.used:
                continue
            before = self.text[: q.span[0]].rstrip(" \t")
            if before and not before.endswith("\n"):
                continue
            words = len(self.text[slice(*q.inner)].split())
            earlier = [s for s in self.found if s.content and s.content[-1][1] <= q.span[0] and s.form in ("direct", "mixed", "indirect") and s.source]
            if words < 6 or not earlier:
                continue
            last = max(earlier, key=lambda s: (max(s.content[-1][1], s.cue[1] if s.cue else 0)))
            if self.text[last.content[-1][1] : q.span[0]].count("\n\n") > 1:
                continue
            self.used.add(id(q))
            self.found.append(
                Statement(id="", source=last.source, speakers=last.speakers, content=(q.inner,), form="free", cue_class="assert", illocution="assert")
            )

    # -- together ----------------------------------------------------------------------------------------------------

    def _add(self, *, cue: tuple[int, int], head: int, sources: list[int], content: list[Span], form: str, name: str) -> None:
        p = self.p
        speakers: list[str] = []
        for s in sources:
            m = self.by_head.get(s) or self.by_head.get(self.f.deep(s))
            if m is not None:
                speakers.append(m.id)
        source = self._phrase(sources[0]) if sources else None
        if source is not None and len(sources) > 1:
            source = (source[0], max(source[1], *(self._phrase(s)[1] for s in sources if p.sentence_of[s] == p.sentence_of[sources[0]])))
        if sources and form != "direct" and p.lemmas[sources[0]] in reporting.document_nouns() and not speakers:
            form = "document" if form == "indirect" else form
        addressees: list[str] = []
        if p.tags[head][:2] == "VB":
            preps = self.f.preps(head)
            heads = preps.get("to", []) + preps.get("on", []) + preps.get("upon", [])
            if p.lemmas[head] in _ADDRESSED:
                heads = [c for c in p.children(head) if p.deps[c] in ("dobj", "dative")] + heads
        else:
            preps = self.f.preps(head)
            heads = preps.get("to", []) + preps.get("on", []) + preps.get("upon", [])
        addressees = [self.by_head[h].id for h in heads if h in self.by_head]
        occasion, occasion_span = self._occasion(head)
        cue_span = p.span(*sorted(cue))
        content = [c for c in content if c[1] > c[0] and not (c[0] <= cue_span[0] and cue_span[1] <= c[1])]
        if not content:
            return
        negated = any(p.deps[c] == "neg" for c in p.children(head))
        self.found.append(
            Statement(
                id="", source=source, speakers=tuple(dict.fromkeys(speakers)), cue=cue_span, cue_class=name, cue_token=head,
                content=tuple(sorted(content)), excluded=tuple(x for c in content for x in self._asides(c)) if form != "direct" else (),
                form=form, addressees=tuple(addressees), occasion=occasion, occasion_span=occasion_span,  # type: ignore[arg-type]
                illocution=reporting.illocution(name), negated=negated,
            )
        )  # fmt: skip

    def _occasion(self, head: int) -> tuple[str | None, Span | None]:
        p = self.p
        table = reporting.occasions()
        for c in p.children(head):
            if p.deps[c] in ("prep", "agent") and p.lemmas[c] in ("at", "in", "during", "on", "by", "after", "via", "through", "following"):
                obj = p.child(c, "pobj")
                if obj is None:
                    continue
                for words in (f"{p.lemmas[obj - 1]} {p.lemmas[obj]}" if obj else "", p.lemmas[obj]):
                    if words in table:
                        first = p.left[obj] if " " not in words else min(p.left[obj], obj - 1)
                        first = min([obj, *(x for x in range(max(first, obj - 3), obj))])
                        return table[words], p.span(first, obj)
        return None, None

    def _asides(self, span: Span) -> list[Span]:
        """Relative clauses between commas inside reported content, outside quotation marks: the outlet's own words."""
        p = self.p
        out = []
        for t in p.tokens_in(span):
            if p.deps[t] != "relcl" or any(q.inner[0] <= p.starts[t] < q.inner[1] for q in self.quotes):
                continue
            first, last = p.left[t], p.right[t]
            if first and p.words[first - 1] == "," and p.lemmas[first] in ("which", "who", "whose", "whom", "where"):
                inner = self._trim(*p.span(first, last))
                if inner and span[0] <= inner[0] and inner[1] <= span[1]:
                    out.append(inner)
        return out

    def _finish(self) -> list[Statement]:
        ordered = sorted(self.found, key=lambda s: (min(c[0] for c in s.content), -max(c[1] for c in s.content), s.cue or (0, 0)))
        ordered = [msgspec.structs.replace(s, id=f"s{k}") for k, s in enumerate(ordered, start=1)]
        out = []
        for s in ordered:
            at = s.cue[0] if s.cue else s.content[0][0]
            around = [
                o for o in ordered
                if o is not s and any(c[0] <= at < c[1] for c in o.content) and not any(x[0] <= at < x[1] for x in o.excluded)
            ]  # fmt: skip
            parent = min(around, key=lambda o: (sum(c[1] - c[0] for c in o.content), o.id), default=None)
            out.append(msgspec.structs.replace(s, parent=parent.id if parent else None))
        return out
