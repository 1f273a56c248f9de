"""Cues and what they take: verbs, nouns and adjectives that link a source with a content, read off the parse."""

from collections.abc import Iterable

from dateline.extract.attribution_spans import MARKS, Spans
from dateline.lexicon import reporting
from dateline.lexicon.frames import Frames
from dateline.lexicon.reporting import Cue, Cues
from dateline.model.claim import Mention
from dateline.model.parse import Parse
from dateline.model.story import Span

_SUBJECT = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_FOLLOWS = frozenset({"for", "of", "as", "to", "with", "about", "over", "against", "from", "into", "toward", "towards", "between", "than", "because"})
_TOPICAL = frozenset({"for", "about", "over", "of", "on", "at", "to", "in", "against", "with"})
_AIMED = frozenset({"for", "about", "over"})
_NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP"})
_ADJUNCT = frozenset({"during", "after", "before", "since", "until", "while", "on", "at"})
_ANIMATE = frozenset({"he", "she", "they", "i", "we", "who", "you", "some", "many", "others", "both", "few", "several", "most", "all", "none", "people", "those", "everyone", "anyone", "someone", "nobody", "neither", "another"})
_EMPTY = frozenset({"it", "that", "this", "what", "which", "itself", "himself", "herself", "themselves", "so", "whom", "who"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_RAISED = frozenset({"ccomp", "xcomp", "advcl", "acl", "dobj", "prep"})


class Draft:
    """A statement in the making. Tokens: `head` of the cue, `cue` first and last, `sources` the heads of its sources."""

    __slots__ = ("content", "cue", "cut", "deed", "form", "head", "name", "quotes", "slot", "source", "sources", "wished")

    def __init__(self, *, head: int, cue: tuple[int, int], sources: list[int], source: Span | None, content: list[Span], name: str, slot: str, form: str = "indirect") -> None:
        self.head, self.cue, self.sources, self.source, self.content = head, cue, sources, source, content
        self.name, self.slot, self.form = name, slot, form
        self.quotes: list[int] = []
        self.cut: list[int] = []
        self.deed = self.wished = False


class CueReader:
    """Reads one story's cues. `owners` tells whose word a verb is that was cut off an earlier content."""

    def __init__(self, parse: Parse, frames: Frames, spans: Spans, cues: Cues, by_head: dict[int, Mention], *, armed: bool) -> None:
        self.p, self.f, self.s, self.cues, self.by_head, self.armed = parse, frames, spans, cues, by_head, armed
        self.owners: dict[int, list[int]] = {}
        self.taken: set[int] = set()
        self.asked: set[int] = set()  # verbs that head an infinitive content: what is asked, promised or refused has not been said
        self.named = {t for e in parse.entities if e.label in _NAMES for t in range(e.first, e.last)}
        self.dates = {t for e in parse.entities if e.label in ("DATE", "TIME") for t in range(e.first, e.last)}
        self.apart, self.addressed = reporting.words("apart"), reporting.words("addressed")

    # -- sources -----------------------------------------------------------------------------------------------------

    def sources(self, i: int) -> list[int]:
        """The heads of a cue verb's sources: the agent of a passive, the subject of anything else."""
        if i in self.owners:
            return self.owners[i]
        if self._perfect(i):
            found = self.f.members([c for c in self.p.children(i) if self.p.deps[c] in ("nsubjpass", "nsubj")])
        else:
            found = self.f.subjects(i) if self.f.passive(i) else self.f.surface(i)
        if not found and (own := self.p.child(i, "nsubj")) is not None and self.p.lemmas[own] in _RELATIVE:
            found = self._antecedent(own)
        if any(h < self.s.heading(h) for h in found):  # a transcript's label or a heading is no subject of its sentence
            found = [h for h in found if h >= self.s.heading(h)] or self._beside(i)
        if self.s.speech_at(i) is None and any(self.s.speech_at(h) is not None for h in found):
            found = [h for h in found if self.s.speech_at(h) is None] or self._beside(i)
        return found

    def _antecedent(self, pronoun: int) -> list[int]:
        """The noun that a relative pronoun follows, where the parser made its clause the verb's own; times between them are passed over."""
        p = self.p
        for t in range(pronoun - 1, max(pronoun - 7, p.sentences[p.sentence_of[pronoun]].first - 1), -1):
            if p.tags[t] in _NOMINAL and t not in self.dates and p.deps[t] not in ("npadvmod", "compound"):
                return [t]
        return []

    def _perfect(self, i: int) -> bool:
        """ "He's made clear that …": a perfect that the parser takes for a passive."""
        p = self.p
        kids = p.children(i)
        short = any(p.deps[c] in ("auxpass", "aux") and p.words[c].lower() in ("'s", "\u2019s") for c in kids)
        return short and p.tags[i] == "VBN" and p.lemmas[i] not in self.addressed and any(p.deps[c] == "ccomp" for c in kids) and any(p.tags[c] == "PRP" and p.lemmas[c] != "it" and c < i for c in kids)

    def _beside(self, i: int) -> list[int]:
        """The noun phrase that stands beside a saying, where the parser took its subject out of the quotation."""
        p = self.p
        before = i - 1
        while before > 0 and p.tags[before] in ("RB", "MD", "VBZ", "VBD", "VBP"):
            before -= 1
        if p.tags[before] in _NOMINAL and self.s.speech_at(before) is None:
            return [before]
        head = None
        for t in range(i + 1, min(i + 12, p.sentences[p.sentence_of[i]].last)):
            if p.tags[t] in _NOMINAL:
                head = t
            elif p.tags[t] not in ("DT", "JJ", "POS", "CD", "PRP$", "VBG", "VBN", "HYPH"):
                break
        return [head] if head is not None else []

    def source_span(self, i: int, sources: list[int]) -> Span | None:
        """The source as it stands nearest the cue: the relative pronoun of "X, who said", else the noun phrase."""
        if not sources:
            return None
        p = self.p
        if i not in self.owners:
            own = p.child(i, "nsubj") if not self.f.passive(i) else None
            if own is not None and p.lemmas[own] in _RELATIVE and own not in sources:
                return p.span(own, own)
        heads = [h for h in sources if p.sentence_of[h] == p.sentence_of[sources[0]]]
        cue = i if p.sentence_of[i] == p.sentence_of[heads[0]] else None
        first, last = self.s.phrase(heads[0], cue)
        return self.s.trim(p.starts[first], p.ends[last])

    def voiced(self, heads: Iterable[int], *, documents: bool = False) -> bool:
        """Whether one of the sources can speak: an actor, a name, a person's pronoun; with `documents`, a text too."""
        p = self.p
        for h in heads:
            if h in self.by_head or h in self.named or p.lemmas[h] in _ANIMATE or p.words[h].lower() in _ANIMATE or p.tags[h] in ("CD",):
                return True
            if documents and p.lemmas[h] in reporting.document_nouns():
                return True
            if p.tags[h] in ("NNPS", "NNP"):
                return True
        return False

    def _person(self, heads: Iterable[int]) -> bool:
        for h in heads:
            m = self.by_head.get(h)
            if self.p.words[h].lower() in ("it", "its", "itself") or (m is not None and "armed" in (m.kind or "")):
                continue
            if m is not None and (m.kind in ("person", "office", "role", "party", "media") or m.pronoun or (m.kind or "").endswith("people")):
                return True
            if h in self.s.names or self.p.lemmas[h] in _ANIMATE or self.p.words[h].lower() in _ANIMATE or self.p.tags[h] == "NNPS":
                return True
        return False

    # -- verbs -------------------------------------------------------------------------------------------------------

    def entry(self, i: int) -> tuple[str, Cue | None]:
        """A verb's cue entry, with its particle if the pair has one."""
        p = self.p
        for c in p.children(i):
            if i < c <= i + 3 and p.lemmas[c] in self.cues.particles and (key := f"{p.lemmas[i]} {p.lemmas[c]}") in self.cues.verbs:
                return key, self.cues.verbs[key]
        cue = self.cues.verbs.get(p.lemmas[i])
        if cue is not None and any(p.deps[c] == "prt" for c in p.children(i)):  # another particle makes another verb ("wrote off a debt")
            cue = Cue(clause=cue.clause, quotation=cue.quotation, infinitive=cue.infinitive)
        return p.lemmas[i], cue

    def verb(self, i: int) -> Draft | None:
        """The statement that a verb makes without the quotations beside it."""
        p, f = self.p, self.f
        key, cue = self.entry(i)
        if i in self.asked or self._unsaid(i) or self._questioned(i):
            return None
        if cue is None:
            return self._carried(i)
        if p.lemmas[i] in self.cues.carriers and (draft := self._carried(i)) is not None:
            return draft
        sources = self.sources(i)
        passive = f.passive(i) and not self._perfect(i)
        if cue.deed and not self._deed(i, sources):
            cue = Cue(clause=cue.clause, quotation=cue.quotation, infinitive=cue.infinitive, deed=True)
        found = self._passive(i, cue, sources) if passive else self._active(i, key, cue, sources)
        if found is None:
            return None
        content, name, slot, last, cut = found
        first, end = self.s.group(i)
        if " " in key:
            end = max([end, *(c for c in p.children(i) if i < c <= i + 3 and p.lemmas[c] == key.split()[1])])
        draft = Draft(head=i, cue=(first, max(end, last)), sources=sources, source=self.source_span(i, sources), content=content, name=name, slot=slot)
        draft.cut, draft.deed, draft.wished = cut, cue.deed and slot in ("object", "prep", "naming"), self._wished(i)
        for t in cut:
            self.owners[t] = sources
        return draft

    def _wished(self, i: int) -> bool:
        """A bare verb where a finite one would stand: "proposed that the agency *find* that …"."""
        p = self.p
        return p.tags[i] == "VB" and p.deps[i] == "ccomp" and not any(p.deps[c] in ("aux", "auxpass") for c in p.children(i))

    def _questioned(self, i: int) -> bool:
        """ "Did the minister say that …?": the saying is what is asked about."""
        p = self.p
        while p.deps[i] == "xcomp" and p.heads[i] < i:
            i = p.heads[i]
        subject = p.child(i, "nsubj", "nsubjpass")
        if subject is None or not any(p.deps[c] in ("aux", "auxpass") and c < subject for c in p.children(i)):
            return False
        end = p.sentences[p.sentence_of[i]].last - 1
        while end > i and (p.tags[end] == "_SP" or p.words[end] in MARKS):
            end -= 1
        return p.words[end] == "?"

    def _ask(self, infinitive: int) -> None:
        stack = [infinitive]
        while stack:
            t = stack.pop()
            self.asked.add(t)
            stack += [c for c in self.p.children(t) if self.p.deps[c] == "conj"]

    def _unsaid(self, i: int) -> bool:
        """Whether an infinitive tells of a saying that need not have happened: "available to comment", "allows states to declare X"."""
        p = self.p
        while p.deps[i] == "conj" and p.tags[p.heads[i]] == "VB" and p.heads[i] < i:
            i = p.heads[i]
        if p.tags[i] != "VB" or not any(p.tags[c] == "TO" for c in p.children(i)) or p.heads[i] == i:
            return False
        g = p.heads[i]
        if p.tags[g][:1] in "JN" and p.deps[i] in ("xcomp", "acl", "advcl", "ccomp", "relcl"):
            return True
        if p.lemmas[g] in reporting.words("unsaid") and p.deps[i] in ("xcomp", "ccomp", "conj"):
            return True
        if p.deps[i] not in ("xcomp", "ccomp"):
            return False
        return any(p.deps[c] == "nsubj" for c in p.children(i)) or any(p.deps[c] in ("dobj", "dative") and c < i for c in p.children(g))

    def _deed(self, i: int, sources: list[int]) -> bool:
        if any(self.p.lemmas[h] in reporting.document_nouns() for h in sources):
            return True
        return not self.armed and self._person(sources)

    def _kids(self, i: int) -> list[int]:
        return [c for c in self.p.children(i) if c > i]

    def _active(self, i: int, key: str, cue: Cue, sources: list[int]) -> tuple[list[Span], str, str, int, list[int]] | None:
        p, s = self.p, self.s
        kids = self._kids(i)
        clause = infinitive = obj = gerund = None
        for c in kids:
            dep = p.deps[c]
            to = any(p.tags[d] == "TO" and p.deps[d] == "aux" for d in p.children(c))
            if dep in ("ccomp", "xcomp") and to:
                infinitive = infinitive if infinitive is not None else c
            elif dep == "ccomp":
                clause = clause if clause is not None else c
            elif dep == "xcomp" and p.tags[c] == "VBG":
                gerund = c
            elif dep == "dobj":
                obj = obj if obj is not None else c
            elif dep in ("advcl", "acl") and to and infinitive is None and cue.infinitive:
                infinitive = c
        if obj is not None and infinitive is None and cue.infinitive and self.voiced([obj]):
            infinitive = next((d for d in p.children(obj) if d > obj and p.deps[d] in ("acl", "relcl") and p.tags[d] == "VB" and any(p.tags[e] == "TO" for e in p.children(d))), None)
        if clause is not None and cue.clause and self._clausal(clause, cue) and (not sources or self.voiced(sources, documents=True) or p.lemmas[i] not in reporting.words("evidence")):
            span, cut = s.clause(i, clause)
            if span is not None:
                return [span], cue.clause, "clause", i, cut
        if infinitive is not None and p.lemmas[infinitive] in reporting.words("unnamed") and cue.infinitive and any(p.deps[d] == "auxpass" for d in p.children(infinitive)):
            return None
        if infinitive is not None and cue.infinitive and sources and self.voiced(sources, documents=True):
            first = self._infinitive_start(i, infinitive, obj)
            span, cut = s.clause(i, infinitive, first)
            if span is not None:
                self._ask(infinitive)
                return [span], cue.infinitive, "infinitive", i, cut
        if cue.naming and sources and (found := self._naming(i, obj, clause, key)) is not None:
            return found, cue.naming, "naming", i, []
        for prep, name in cue.prep:
            hang = next((c for c in kids if p.lemmas[c] == prep and p.deps[c] in ("prep", "prt", "agent", "dative")), None)
            if hang is None or not sources or (obj is not None and obj < hang and not (cue.object is None or prep in ("of", "on", "about"))):
                continue
            found_prep = self._prepositional(i, hang)
            if found_prep is not None:
                return [found_prep], name, "prep", hang if hang - s.group(i)[1] <= 3 else i, []
        if cue.object and sources and self.voiced(sources, documents=True):
            if obj is not None and p.words[obj].lower() not in _EMPTY and not self._act(i, obj):
                span = self._object(i, obj)
                if span is not None:
                    return [span], cue.object, "object", i, []
            free = clause is not None and (p.tags[clause] == "VBG" or p.lemmas[max(p.left[clause], i + 1)] in ("what", "whatever", "how"))
            target = gerund if gerund is not None else clause if free else None
            if target is not None:
                span, cut = s.clause(i, target)
                if span is not None:
                    return [span], cue.object, "object", i, cut
        return None

    def _act(self, i: int, obj: int) -> bool:
        """Whether verb and object tell of an act: "denied the request", "denied them entry"."""
        acts = reporting.acts().get(self.p.lemmas[i])
        return acts is not None and (self.p.lemmas[obj] in acts or self.p.child(i, "dative") is not None)

    def _clausal(self, c: int, cue: Cue) -> bool:
        """Whether a complement is a finite clause, or bare as after "demand"."""
        p = self.p
        if p.tags[c] == "VBG" and not any(p.deps[x] == "aux" for x in p.children(c)):
            return False
        if p.tags[c] in ("VBD", "VBZ", "VBP", "MD") or any(p.deps[x] in ("aux", "auxpass", "mark", "cop", "advmod") for x in p.children(c)):
            return True
        if any(p.deps[x] in ("nsubj", "nsubjpass", "expl") for x in p.children(c)):
            return cue.clause not in ("believe",) or cue.infinitive is None
        return p.tags[c][:2] != "VB" or cue.clause == "demand"

    def _infinitive_start(self, i: int, infinitive: int, obj: int | None) -> int:
        """Where an infinitive's content starts: with the one who is to act ("urged rebels to"), but not with a mere listener ("told rebels to")."""
        p = self.p
        to = next(d for d in p.children(infinitive) if p.tags[d] == "TO")
        if to > i + 1 and p.deps[to - 1] == "neg":
            to -= 1
        lead = p.left[infinitive] if p.left[infinitive] > i else to
        if p.lemmas[i] in self.apart:
            return to
        if obj is not None and i < obj < to:
            return p.left[obj] if p.left[obj] > i else obj
        on = next((c for c in p.children(i) if i < c < to and p.deps[c] == "prep" and p.lemmas[c] in ("on", "upon")), None)
        if on is not None and (party := p.child(on, "pobj")) is not None and party < to:
            return p.left[party] if p.left[party] > on else party
        return lead

    def _naming(self, i: int, obj: int | None, clause: int | None, key: str) -> list[Span] | None:
        p, s = self.p, self.s
        complement = None
        for c in self._kids(i):
            if p.deps[c] == "oprd" or (p.deps[c] == "prep" and p.lemmas[c] in ("as", "to") and p.words[c + 1 : c + 2] != ["well"] and p.child(c, "pobj", "pcomp", "amod", "advmod", "prep") is not None):
                if p.lemmas[c] == "to" and key not in self.apart and p.lemmas[i] not in reporting.words("naming_to"):
                    continue
                complement = c
        if complement is None and obj is not None:
            complement = next((c for c in p.children(obj) if p.deps[c] == "prep" and p.lemmas[c] == "as" and c > obj), None)
        if complement is None and obj is not None:
            complement = self._as(i, obj)
        if complement is None and clause is not None and p.tags[clause][:2] != "VB":
            complement = clause
        if complement is None:
            return None
        first = obj if obj is not None and obj > i else p.left[complement]
        first = min(p.left[first] if p.left[first] > i else first, p.left[complement] if p.left[complement] > i else complement)
        _, limit = s.bounds(i)
        last = min(limit, p.right[complement])
        last = s._without_aside(first, last)
        span = s.settle(p.starts[first], p.ends[max(last, first)])
        return [span] if span else None

    def _as(self, i: int, obj: int) -> int | None:
        """The word that an "as" after the object leads in, wherever the parser hung it."""
        p = self.p
        t = p.right[obj] + 1
        if t <= self.s.bounds(i)[1] and p.words[t] == "as":
            return p.heads[t] if p.deps[t] == "mark" and p.heads[t] > t else t
        return None

    def _prepositional(self, i: int, hang: int) -> Span | None:
        p, s = self.p, self.s
        target = p.child(hang, "pobj", "pcomp")
        if target is None or p.words[target].lower() in _EMPTY or target in self.dates:
            return None
        first, last = hang + 1, p.right[hang]
        for c in self._kids(i):
            if c > hang and p.deps[c] in ("xcomp", "advcl", "ccomp", "acl") and p.left[c] <= last + 2 and any(p.tags[d] == "TO" for d in p.children(c)):
                last = max(last, p.right[c])
        _, limit = s.bounds(i)
        last = s._without_aside(first, self._reach(i, first, min(last, limit), limit))
        return s.settle(p.starts[first], p.ends[max(first, last)])

    def _object(self, i: int, obj: int) -> Span | None:
        """The object with what it is condemned, praised or thanked for."""
        p, s = self.p, self.s
        first = p.left[obj] if p.left[obj] > i else obj
        _, limit = s.bounds(i)
        last = s._without_aside(first, self._reach(i, first, min(p.right[obj], limit), limit))
        return s.settle(p.starts[first], p.ends[max(first, last)])

    def _reach(self, i: int, first: int, last: int, limit: int) -> int:
        """Where an object with its modifiers ends, also where the parser hung these on the verb: at a comma, a conjunction or an adverbial clause."""
        p = self.p
        while last < limit:
            u = last + 1
            if p.tags[u] in (",", "CC", ".", ":", "_SP") or p.words[u] in MARKS:
                break
            top = u
            while p.heads[top] > last and p.heads[top] != top:
                top = p.heads[top]
            h, dep = p.heads[top], p.deps[top]
            bare = dep in ("advcl", "acl") and not any(p.deps[x] in ("mark", "advmod") and x < top for x in p.children(top))
            if not (first <= h <= last) and not (h == i and ((dep in ("prep", "dative") and p.lemmas[top] not in _ADJUNCT) or dep in ("oprd", "relcl", "acl") or bare)):
                break
            if p.right[top] <= last:
                break
            last = min(limit, p.right[top])
        return last

    def _passive(self, i: int, cue: Cue, sources: list[int]) -> tuple[list[Span], str, str, int, list[int]] | None:
        p, f, s = self.p, self.f, self.s
        if p.deps[i] in ("amod",):
            return None
        kids = self._kids(i)
        subject = p.child(i, "nsubjpass", "nsubj", "csubjpass")
        clause = next((c for c in kids if p.deps[c] == "ccomp"), None)
        infinitive = next((c for c in kids if p.deps[c] in ("xcomp", "ccomp", "oprd") and any(p.tags[d] == "TO" for d in p.children(c))), None)
        if p.lemmas[i] in reporting.words("quoted_as") and (as_ := next((c for c in kids if p.lemmas[c] == "as"), None)) is not None:
            saying = p.child(as_, "pcomp")
            inner = p.child(saying, "ccomp") if saying is not None else None
            if saying is not None:
                sources[:] = f.surface(i)
                self.owners[i] = sources
            if inner is None and saying is not None:
                return None
            if inner is not None:
                span, cut = s.clause(saying if saying is not None else i, inner)
                return ([span], "assert", "clause", saying if saying is not None else i, cut) if span else None
        if clause is not None and cue.clause and clause != infinitive and self._clausal(clause, cue):
            span, cut = s.clause(i, clause)
            if span is not None:
                return [span], cue.clause, "clause", i, cut
        piece = self._subject_piece(i, subject)
        if infinitive is not None and cue.infinitive and (sources or cue.infinitive == "believe" or p.lemmas[i] in self.addressed):
            span, cut = s.clause(i, infinitive)
            if span is not None:
                self._ask(infinitive)
                return [*([piece] if piece and p.lemmas[i] not in self.apart else []), span], cue.infinitive, "infinitive", i, cut
        if cue.naming and (as_ := next((c for c in kids if (p.deps[c] == "prep" and p.lemmas[c] == "as") or p.deps[c] == "oprd"), None)) is not None and piece:
            span = s.settle(p.starts[p.left[as_]], p.ends[min(p.right[as_], s.bounds(i)[1])])
            return ([piece, span], cue.naming, "naming", i, []) if span else None
        for prep, name in cue.prep:
            hang = next((c for c in kids if p.lemmas[c] == prep and p.deps[c] == "prep"), None) if name == "question" else None
            if hang is not None and (about := self._prepositional(i, hang)) is not None:
                return [about], name, "prep", hang, []
        if cue.object and sources and piece and self.voiced(sources, documents=True):
            reason = next((c for c in kids if p.deps[c] == "prep" and p.lemmas[c] in ("for", "of")), None)
            more = s.settle(p.starts[reason], p.ends[p.right[reason]]) if reason is not None else None
            return [piece, *([more] if more else [])], cue.object, "object", i, []
        return None

    def _subject_piece(self, i: int, subject: int | None) -> Span | None:
        p = self.p
        if subject is None or p.deps[i] in ("relcl", "acl") or p.words[subject].lower() in _EMPTY:
            return None
        first, last = self.s.phrase(subject, i)
        return self.s.settle(p.starts[first], p.ends[last])

    # -- nouns and adjectives ------------------------------------------------------------------------------------------

    def _carried(self, verb: int) -> Draft | None:
        """ "voiced hope that …", "sent a signal that …", "made clear that …", "was critical of …": the verb and its noun or adjective are the cue."""
        p = self.p
        noun = p.child(verb, "dobj")
        if noun is not None and noun > verb and p.lemmas[verb] in self.cues.carriers and p.lemmas[noun] in self.cues.nouns:
            return self._with_noun(verb, noun, self.cues.nouns[p.lemmas[noun]])
        if p.lemmas[verb] in self.cues.copulas:
            state = next((c for c in p.children(verb) if c > verb and p.deps[c] in ("acomp", "oprd", "ccomp") and p.lemmas[c] in self.cues.adjectives), None)
            if state is not None:
                return self._with_adjective(verb, state)
        if p.lemmas[verb] == "be":
            noun = p.child(verb, "nsubj")
            if noun is not None and p.lemmas[noun] in self.cues.nouns:
                return self._copular(verb, noun)
        return None

    def _with_noun(self, verb: int, noun: int, name: str) -> Draft | None:
        p, s = self.p, self.s
        clause = next((c for c in p.children(noun) if c > noun and p.deps[c] in ("acl", "ccomp", "relcl") and (p.tags[c][:2] == "VB" or p.lemmas[c] == "be") and self._complement(c)), None)
        if clause is None:
            clause = next((c for c in p.children(verb) if c > noun and p.deps[c] == "ccomp"), None)
        sources = self.sources(verb)
        if not sources or self.f.passive(verb):
            return None
        last = noun
        if clause is not None:
            span, cut = s.clause(noun, clause)
        else:
            prep = next((c for c in p.children(noun) if c > noun and p.deps[c] == "prep" and p.lemmas[c] in _TOPICAL), None)
            if prep is None:
                prep = next((c for c in p.children(verb) if c > noun and p.deps[c] in ("prep", "dative") and p.lemmas[c] in _AIMED), None)
            if prep is None or p.child(prep, "pobj", "pcomp") is None or not self.voiced(sources):
                return None
            last = prep if prep - noun <= 2 else noun
            found = self._prepositional(verb, prep)
            span, cut = found, []
        if span is None:
            return None
        self.taken.add(noun)
        draft = Draft(head=verb, cue=(s.group(verb)[0], last), sources=sources, source=self.source_span(verb, sources), content=[span], name=name, slot="carried")
        draft.cut, draft.wished = cut, self._wished(verb)
        for t in cut:
            self.owners[t] = sources
        return draft

    def _complement(self, c: int) -> bool:
        p = self.p
        return any((p.deps[d] == "mark" and p.lemmas[d] in ("that", "if", "whether")) or p.tags[d] == "TO" for d in p.children(c)) or p.deps[c] in ("ccomp", "acl")

    def _with_adjective(self, verb: int, state: int) -> Draft | None:
        p, s = self.p, self.s
        sources = self.sources(verb)
        if not sources or not self.voiced(sources) or p.lemmas[sources[0]] in ("it", "that", "this"):
            return None
        last = state
        target = next((c for c in (*p.children(state), *p.children(verb)) if c > state and p.deps[c] in ("ccomp", "xcomp")), None)
        if target is not None:
            span, cut = s.clause(state, target)
        else:
            prep = next((c for c in (*p.children(state), *p.children(verb)) if c > state and p.deps[c] == "prep" and p.lemmas[c] in ("of", "about", "for", "to", "over", "with", "that", "on", "by", "at", "toward", "in")), None)
            if prep is None or p.child(prep, "pobj", "pcomp") is None:
                return None
            span, cut, last = self._prepositional(verb, prep), [], prep
        if span is None:
            return None
        draft = Draft(head=verb, cue=(s.group(verb)[0], last), sources=sources, source=self.source_span(verb, sources), content=[span], name="believe", slot="adjective")
        draft.cut = cut
        return draft

    def _copular(self, verb: int, noun: int) -> Draft | None:
        """ "Their message is that …": the noun and the copula are the cue, its owner the source."""
        p, s = self.p, self.s
        owner = p.child(noun, "poss")
        clause = next((c for c in p.children(verb) if c > verb and p.deps[c] in ("ccomp", "xcomp")), None)
        if owner is None or clause is None:
            return None
        span, _ = s.clause(verb, clause)
        if span is None:
            return None
        self.taken.add(noun)
        return Draft(head=verb, cue=(noun, verb), sources=[owner], source=p.span(*s.phrase(owner)), content=[span], name=self.cues.nouns[p.lemmas[noun]], slot="noun")

    def noun(self, i: int) -> Draft | None:
        """ "calls from X to …", "Moscow's demand that …": a noun with a source and a content of its own."""
        p, f, s = self.p, self.f, self.s
        name = self.cues.nouns[p.lemmas[i]]
        clause = next((c for c in p.children(i) if c > i and p.deps[c] in ("acl", "ccomp") and (any(p.tags[d] == "TO" for d in p.children(c)) or any(p.deps[d] == "mark" for d in p.children(c)))), None)
        preps = f.preps(i)
        owner = [c for c in p.children(i) if p.deps[c] == "poss"]
        source = owner + preps.get("from", []) + preps.get("by", [])
        if not source or not self.voiced(source, documents=True):
            return None
        first = last = i
        if clause is not None:
            span: Span | None = s.settle(p.starts[max(p.left[clause], i + 1)], p.ends[p.right[clause]])
            during = next((c for c in p.children(clause) if p.deps[c] == "prep" and p.lemmas[c] == "during" and p.right[c] == p.right[clause]), None)
            if during is not None and span is not None:  # when the calls were made, not what they call for
                span = s.settle(span[0], p.starts[during])
        else:
            if name == "assert" and p.lemmas[i] not in reporting.words("topical_nouns"):
                return None
            target = next((c for c in p.children(i) if p.deps[c] == "prep" and p.lemmas[c] in ("for", "of", "about", "against", "on", "to", "over") and c > i), None)
            if target is None or p.child(target, "pobj", "pcomp") is None:
                return None
            if any(h in source for h in f.members([x for x in [p.child(target, "pobj")] if x is not None])):
                return None
            if p.child(target, "pobj", "pcomp") in self.dates:
                return None
            last = target if target == i + 1 else i
            span = s.settle(p.starts[target + 1], p.ends[p.right[target]])
        if span is None:
            return None
        for c in p.children(i):
            if p.deps[c] in ("amod", "nummod") and c < first:
                first = c
        self.taken.add(i)
        head = source[0]
        phrase = s.phrase(head, i)
        words = p.span(*phrase)
        return Draft(head=i, cue=(first, last), sources=f.members(source), source=words, content=[span], name=name, slot="noun", form="nominal")
