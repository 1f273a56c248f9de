"""When a ceasefire's step was, and whether it belongs to the past: an earlier episode, or background."""

import datetime as dt
from collections.abc import Iterable

from dateline.extract.ceasefire_words import Found, Vocabulary
from dateline.extract.turns import REAL, State
from dateline.model.claim import Interval, TimeExpression
from dateline.model.reading import Reading

_PAST = dt.timedelta(days=45)
"""A ceasefire that ended, was wanted or was broken longer ago than this is history."""
_LONG_PAST = dt.timedelta(days=270)
"""One that was agreed, longer ago than this."""
_OPEN = frozenset({"called_for", "proposed", "under_negotiation", "conditional", "rejected", "hoped_or_possible", "planned"})
_MODIFIER = frozenset({"poss", "compound", "nummod", "amod", "nmod"})
_SPANS = frozenset({"during", "for", "over", "throughout"})


class Times:
    """The time expressions of one reading around its ceasefires."""

    def __init__(self, vocabulary: Vocabulary, reading: Reading) -> None:
        self.v, self.reading, self.p = vocabulary, reading, reading.tokens
        self._in: dict[int, list[int]] = {}
        for number, t in enumerate(reading.times):
            for sentence in {self.p.sentence_of[i] for i in self.p.tokens_in(t.span)}:
                self._in.setdefault(sentence, []).append(number)

    def beside(self, tokens: Iterable[int]) -> list[TimeExpression]:
        """The time expressions in the sentences of tokens, in their order: no other hangs on one of them."""
        numbers = {k for sentence in {self.p.sentence_of[i] for i in tokens} for k in self._in.get(sentence, ())}
        return [self.reading.times[k] for k in sorted(numbers)]

    def when(self, m: Found, st: State) -> Interval | None:
        """The days of a time expression that hangs on the ceasefire, on what it is part of, or on the word that gives its step."""
        p = self.p
        nodes = {*([st.at] if st.at is not None else [])}
        if (st.step or "") not in _OPEN:
            nodes.add(m.head)
        for a in p.ancestors(m.head) if m.head in nodes else ():
            if p.tags[a][:1] == "N" and p.lemmas[a] in self.v.sets["deal"]:
                nodes.add(a)
            else:
                break
        for t in self.beside(nodes):
            if t.furniture or t.type not in ("DATE", "TIME") or not (t.earliest or t.latest):
                continue
            tokens = p.tokens_in(t.span)
            top = next((i for i in tokens if p.heads[i] not in tokens), None)
            if top is None:
                continue
            since = False
            for a in (*((top,) if top == m.head else ()), *p.ancestors(top)):
                if a == m.head and a not in nodes:
                    break
                since = since or p.lemmas[a] in ("since", "until", "till", "after") or "old" in t.text
                if a in nodes:
                    if not since:
                        return Interval(earliest=t.earliest, latest=t.latest, basis="expression", time=t.id)
                    break
                if p.tags[a][:2] == "VB":
                    break
        return None

    def timetable(self, st: State) -> bool:
        """Whether a present tense with a time tells what is to come: "the truce takes effect on Friday"."""
        p, at = self.p, st.at
        if at is None or p.tags[at] not in ("VBZ", "VBP") or p.words[p.sentences[p.sentence_of[at]].last - 1] not in (".", "\u201d", '"'):
            return False
        return not any(p.deps[c] in ("aux", "advmod") and p.tags[c] != "RB" for c in p.children(at))

    def past(self, m: Found, st: State, when: Interval | None) -> bool:
        """Whether the mention belongs to an earlier episode, by its date or by its adjectives."""
        p = self.p
        day = self.reading.story.published
        step = st.step or ""
        if step == "historical":
            return True
        for h in (m.head, p.heads[m.head] if p.deps[m.head] in ("compound", "nmod") else m.head):
            if any(p.lemmas[c] in self.v.sets["earlier"] and p.deps[c] in ("amod", "compound", "advmod") and c < h for c in p.children(h)):
                return True
        if day is None or self._lives_on(m, st, when, day):
            return False
        open_ = st.group in ("talk", "call", "propose") and when is None  # talks on "the 2002 truce" are of now
        if not open_ and any(p.words[c].isdigit() and len(p.words[c]) == 4 and 1500 < int(p.words[c]) < day.year for c in p.children(m.head) if c < m.head):
            return True
        for t in self.beside((m.head,)):  # "the 1994 truce", "last year's truce"
            if (
                t.type == "DATE"
                and (end := t.latest or t.earliest) is not None
                and end.year < day.year
                and not t.furniture
                and (any(ch.isdigit() for ch in t.text) or "last" in t.text.lower())
            ):
                if any(p.heads[i] == m.head and p.deps[i] in _MODIFIER for i in p.tokens_in(t.span)):
                    return True
        if self._to_come(st, m, when):
            return False
        if when is not None and when.latest is not None:
            limit = _LONG_PAST if step in REAL - {"ended", "suspended", "violation_alleged"} else _PAST
            if day - when.latest > limit or (day.year - when.latest.year >= 1 and day - when.latest > 2 * _PAST):
                return step != "suspended" or when.time is None
        if self._over_by_now(m, day):
            return True
        s = p.sentences[p.sentence_of[m.head]]
        lo, hi = p.starts[s.first], p.ends[s.last - 1]
        dates = [t for t in self.beside((m.head,)) if not t.furniture and t.type == "DATE" and t.latest is not None and lo <= t.span[0] < hi]
        dates = [t for t in dates if not all(p.deps[i] in _MODIFIER for i in p.tokens_in(t.span))]  # "the 1992 peace deal"
        old = [t for t in dates if t.latest is not None and day.year - t.latest.year >= 2]
        return bool(old) and len(old) == len(dates) and st.group != "broke" and not any(p.tags[a] in ("VBZ", "VBP") for a in p.ancestors(m.head))

    def _lives_on(self, m: Found, st: State, when: Interval | None, day: dt.date) -> bool:
        """Whether an old ceasefire is told of as one of now: "pulled out of the 2002 truce on Wednesday", "the 1953 armistice has held"."""
        p = self.p
        if any(self.v.is_("standing", p.words[c].lower()) and p.deps[c] == "amod" for c in p.children(m.head)):
            return True  # "the current ceasefire, which began in 2005"
        if p.lemmas[p.heads[m.head]] == "under":  # "aid has come in under the truce signed in November"
            verb = next((a for a in p.ancestors(m.head) if p.tags[a][:2] == "VB" and any(p.tags[c] in ("VBZ", "VBP") for c in (a, *p.children(a)))), None)
            return verb is not None
        if st.at is None:
            return False
        verb = next((a for a in (st.at, *p.ancestors(m.head)) if p.tags[a][:2] == "VB" and p.deps[a] not in ("acl", "relcl")), None)
        dated = any(p.words[t].isdigit() and len(p.words[t]) == 4 for t in range(p.left[m.head], p.right[m.head] + 1))
        behind = p.lemmas[p.heads[m.head]] == "since"
        if st.step == "in_force" and verb is not None and not dated and not behind and any(p.lemmas[c] == "have" and p.tags[c] in ("VBZ", "VBP") for c in p.children(verb)):
            return True  # "the ceasefire agreed in October has let oil flow"
        if st.group == "broke":  # a breach told without an old date is of now, however old the truce
            s = p.sentences[p.sentence_of[m.head]]
            inside = range(p.left[m.head], p.right[m.head] + 1)
            return not any(p.words[t].isdigit() and len(p.words[t]) == 4 and int(p.words[t]) < day.year for t in range(s.first, s.last) if t not in inside)
        if p.tags[st.at][:2] != "VB":
            return False
        if st.group in ("over", "broke", "extend") and when is not None and when.latest is not None and abs(day - when.latest) < _PAST:
            return True
        return st.step in ("holding", "violation_alleged") and any(p.lemmas[c] == "have" and p.tags[c] in ("VBZ", "VBP") for c in p.children(st.at))

    def _to_come(self, st: State, m: Found, when: Interval | None) -> bool:
        """Whether a step is to come, or its time only a span or a feast ("for Eid", "during the harvest"): then an old date may be a wrong one."""
        p = self.p
        t = next((x for x in self.reading.times if when is not None and x.id == when.time), None)
        if t is not None and any(w.isdigit() and len(w) == 4 for w in t.text.split()):
            return False  # the text itself names the year
        if st.at is not None and any(p.tags[c] == "MD" for c in p.children(st.at)):
            return True
        if t is None or any(ch.isdigit() for ch in t.text) or "last" in t.text.lower():
            return False
        tokens = p.tokens_in(t.span)
        top = next((i for i in tokens if p.heads[i] not in tokens), None)
        return top is not None and (
            p.words[tokens[0]].lower() in _SPANS or p.words[p.heads[top]].lower() in _SPANS or p.deps[top] in ("compound", "nmod", "amod")
        )

    def _over_by_now(self, m: Found, day: dt.date) -> bool:
        """ "A three-day truce in May": its days have passed."""
        p = self.p
        length = next(
            (
                t
                for t in self.reading.times
                if t.type == "DURATION"
                and (t.value or "").startswith("P")
                and (t.value or "").endswith("D")
                and (tokens := p.tokens_in(t.span))
                and any(p.heads[i] == m.head for i in tokens)
            ),
            None,
        )
        if length is None:
            return False
        days = (length.value or "")[1:-1]
        for c in p.children(m.head):
            for x in range(p.left[c], p.right[c] + 1):
                for t in self.reading.times:
                    if (
                        t.type == "DATE"
                        and t.latest is not None
                        and t.span[0] <= p.starts[x] < t.span[1]
                        and days.isdigit()
                        and t.latest + dt.timedelta(days=int(days)) + (_PAST if t.earliest == t.latest else dt.timedelta()) < day
                    ):
                        return True
        return False
