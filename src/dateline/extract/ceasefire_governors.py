"""What a word that governs a ceasefire makes of its step: the first word gives it, those above turn it or answer it."""

from dateline.extract.ceasefire_modality import Modality
from dateline.extract.ceasefire_verbs import Verb
from dateline.extract.turns import State

_BOTH = frozenset({"called_for", "proposed", "under_negotiation", "rejected", "hoped_or_possible"})
_TURN = {"called_for": "call", "proposed": "propose", "under_negotiation": "try", "rejected": "reject", "hoped_or_possible": "hope"}


class Governors:
    """Gives, composes and turns steps over one parse."""

    def __init__(self, modality: Modality) -> None:
        self.m, self.verbs, self.v, self.p, self.f = modality, modality.verbs, modality.v, modality.p, modality.f

    def take(self, st: State, found: Verb, g: int, role: str) -> None:
        """A verb gives the step, or answers the one that a noun below has."""
        if st.group == "bare" or (st.word in self.v.sets["same"] and st.group in ("make", "begin", "keep", "extend", "stand", "plan")):
            self._first(st, found, g, role)
        else:
            self.compose(st, found.step, found.word, g)

    def _first(self, st: State, found: Verb, g: int, role: str) -> None:
        p, v = self.p, self.v
        step, word = found.step, found.word
        first = word.split()[0]
        if v.is_("deal_only", word) and not st.deal:
            return  # one cuts, makes or gets a deal
        holds = v.is_("content", first) or (step in ("declared", "in_force") and v.is_("establishes", first))
        if holds and word != "call" and role != "does" and (text := self.text(g)) is not None:
            self.held(st, text, g)
            return
        if step == "accepted" and v.is_("wishes", first) and not (st.deal and st.known):
            step = "called_for"  # to back a ceasefire is to want one
        if step in ("agreed", "under_negotiation") and (first in v.sets["brokered"] or word in v.sets["brokered"]) and role != "does":
            told = p.tags[g] in ("VBZ", "VBP") and v.is_("sealing", first) and p.words[p.sentences[p.sentence_of[g]].last - 1] not in (".", '"')
            step = "under_negotiation" if p.tags[g] in ("VBG", "VBP", "VBZ", "VB") and not self.verbs.clause(g).have and not told else "agreed"
        if st.deal and step == "declared":
            step = "agreed"  # to announce a truce deal
        if (
            step == "holding"
            and p.tags[g] == "VBD"
            and word in ("last", "hold")
            and any(v.is_("barely", p.words[t].lower()) or p.lemmas[t] in v.sets["units"] for t in range(g + 1, min(p.right[g], g + 4) + 1))
        ):
            step = "ended"  # "lasted only hours"
        if step == "accepted" and first == "commit" and self.f.passive(g) and st.known:
            step = "holding"
        st.set(step, g, word, begins=found.begins)
        if step == "accepted" and first == "commit" and self.f.passive(g):
            st.real = False  # to be committed to a ceasefire is a stand, not an act
        if (step == "accepted" and st.open and not st.known) or (step == "in_force" and not found.begins and role != "does" and not st.known and first not in ("be", "live")):
            st.real = False  # to watch over a ceasefire, or to make it stronger, does not say that there is one
        if step in ("agreed", "accepted") and self._in_principle(g):
            st.to("accepted", real=False)
        self.m.because(st, f"governed by {word!r}", g)

    def text(self, g: int) -> int | None:
        """The plan, resolution or agreement that a verb says to hold a ceasefire: its subject."""
        known = self.v.sets["deal"] | self.v.sets["documents"]
        subjects = self.f.subjects(g)
        subjects = [*subjects, *(o for x in subjects if self.v.is_("contents", self.p.lemmas[x]) for o in self.f.preps(x).get("of", []))]
        return next((x for x in subjects if self.p.lemmas[x] in known or self.v.nouns.get(self.p.lemmas[x]) in ("proposed", "called_for")), None)

    def held(self, st: State, text: int, verb: int) -> None:
        """A ceasefire that a text holds: agreed in an agreement that is known, proposed in a plan, called for in a resolution."""
        p, lemma = self.p, self.p.lemmas[text]
        if self.v.is_("demands", self.p.lemmas[verb]):
            st.set("called_for", text, lemma)
        elif lemma in self.v.sets["deal"]:
            known = any(p.deps[c] == "poss" or self.v.is_("definite", p.words[c].lower()) for c in p.children(text))
            st.set("agreed" if known else "hoped_or_possible", text, lemma, real=known)
        else:
            st.set("called_for" if lemma in self.v.sets["documents"] or self.v.nouns.get(lemma) == "called_for" else "proposed", text, lemma)
        self.m.because(st, f"what a {p.words[text]!r} holds", text)

    def settles(self, g: int, prep: str) -> bool:
        """Whether a word is one of talking or agreeing, so that a question below it is still open."""
        p = self.p
        if p.tags[g][:1] == "N":
            return self.v.nouns.get(p.lemmas[g]) == "under_negotiation"
        found = self.v.done.get(f"{p.lemmas[g]} {prep}") if prep else self.v.done.get(p.lemmas[g])
        return found == "under_negotiation" or (found == "agreed" and bool(prep))

    def _in_principle(self, g: int) -> bool:
        p = self.p
        return any(
            p.lemmas[t] == "principle"
            and t
            and p.lemmas[t - 1] == "in"
            and not any(p.tags[a][:2] == "VB" and a != g and p.under(a, g) for a in p.ancestors(t))
            for t in range(p.left[g], p.right[g] + 1)
        )

    def compose(self, st: State, step: str, word: str, g: int) -> None:
        """A governing word over a noun that has a step already: "reject a proposal", "issue a call", "the talks collapsed"."""
        group, old, first = st.group, st.step, word.split()[0]
        verb = self.p.tags[g][:2] == "VB"
        if group == "propose":
            if step == "agreed" and self.v.is_("worked", first):
                st.set("agreed", g, word)
            elif step in ("accepted", "agreed") and not self.v.is_("obtain", first):
                st.proposal = st.at
                st.set("accepted", g, word, real=False)
            elif step in ("rejected", "hoped_or_possible") or (step == "under_negotiation" and verb and self.v.is_("confers", first)):
                st.set(step, g, word)
            elif step in ("declared", "proposed") and verb:
                st.at, st.word = g, word
        elif group == "call":
            if (step == "accepted" and self.v.is_("answers", first)) or step == "rejected":
                st.set(step, g, word, real=False)
            elif step in ("called_for", "accepted", "proposed"):
                st.at, st.word = g, word
        elif group == "talk":
            if step in ("rejected", "proposed", "called_for"):
                st.set(step, g, word, real=False)
        elif group in ("make", "begin", "keep", "extend", "stand", "plan"):
            if group != "keep" and self._act(st) and step in ("planned", "ended", "suspended", "rejected"):
                st.to("planned", real=False)  # "the signing was put off"
            elif step in _BOTH and not (step == "under_negotiation" and group == "stand"):
                self.m.turn(st, _TURN[step], g)
            elif step in ("ended", "suspended", "violation_alleged") and group in ("make", "keep", "stand"):
                st.set(step, g, word)
            elif step == "accepted" and group == "extend":
                st.set("extended", g, word)
            elif step == "accepted" and group == "make" and not self.v.is_("cheers", first):
                st.at, st.word = g, word
        elif group in ("broke", "over"):
            if step in ("hoped_or_possible", "called_for"):
                self.m.turn(st, _TURN[step], g, take=False)
            elif step == "in_force" and self.v.is_("risks", first):
                self.m.turn(st, "fear", g, take=False)
        elif group == "hope" and (step == "rejected" or (step == "under_negotiation" and self.v.is_("confers", first))):
            st.set(step, g, word)
        if st.step != old:
            self.m.because(st, f"{old} under {word!r}", g)

    def _act(self, st: State) -> bool:
        """Whether a step is that of a noun of making: "the signing of the truce"."""
        at = st.at
        return at is not None and self.p.tags[at][:1] == "N" and (self.v.nouns.get(self.p.lemmas[at]) in ("agreed", "declared") or self.v.is_("starts", self.p.lemmas[at]))

    # -- words that turn ---------------------------------------------------------------------------------------------------

    def adjective(self, st: State, step: str, g: int) -> None:
        """An adjective over a clause: "close to agreeing", "opposed to signing", "committed to keeping"."""
        if step in _TURN:
            self.m.turn(st, _TURN[step], g)
        elif step == "conditional":
            self.m.turn(st, "condition", g)
        elif step == "accepted":
            self.m.turn(st, "ready", g)

    def apply(self, st: State, kind: str, g: int, node: int) -> None:
        """Turn a step whose clause is at `node` by a governing word of a kind."""
        p, clause = self.p, self.verbs.clause(node)
        told = clause.finite and not clause.to and p.deps[node] == "ccomp"
        if kind == "accuse":
            st.accuser = g
        elif kind == "say" or (kind == "fear" and told and p.tags[g][:2] == "VB"):
            return  # "warned that the truce had collapsed"
        elif kind == "call" and told and not self.v.is_("wanting", p.lemmas[g]) and not clause.modal and p.tags[node] != "VBP":
            return  # "insisted that the truce was holding"
        elif kind == "plan" and (told or (st.group == "over" and p.lemmas[g] in self.v.sets["decides"])):
            return  # "decided to end the truce"
        elif kind == "promise":
            if not told:
                self._promise(st, g)
        elif kind in ("set", "unsure"):
            self.m.due(st, g, kind)
        elif kind == "will":
            self.m.future(st, g, "does")
        elif kind == "negated":
            st.negate(g, p.words[g])
            self.m.because(st, f"under {p.words[g]!r}", g)
        elif kind == "deny":
            if st.group == "make" and st.step == "accepted":
                st.to("rejected", real=False)
            elif st.group not in ("broke", "over", "reject"):
                st.real = False
        elif kind == "call" and st.group in ("make", "keep", "begin") and self._own_forces(g):
            st.set("declared", g, p.lemmas[g])
            self.m.because(st, "an order to its own forces", g)
        else:
            self.m.turn(st, kind if kind != "refrain" else "prevent", g)

    def _own_forces(self, g: int) -> bool:
        """ "Ordered his forces to cease fire": an order within a side is a declaration."""
        p = self.p
        if p.lemmas[g] not in self.v.sets["commands"]:
            return False
        heads = [c for c in p.children(g) if p.deps[c] in ("dobj", "dative") or (p.deps[c] == "nsubjpass" and any(p.tags[d] == "PRP$" for d in p.children(c)))] + [
            d for c in p.children(g) if p.deps[c] in ("ccomp", "xcomp") for d in p.children(c) if p.deps[d] == "nsubj"
        ]
        return any(p.lemmas[h] in self.v.sets["ordered"] for h in heads)

    def _promise(self, st: State, g: int) -> None:
        lemma, group = self.p.lemmas[g], st.group
        commits = self.v.is_("commits", lemma)
        if group in ("make", "begin", "keep", "plan"):
            if (st.step in ("declared", "agreed", "accepted") and group == "make") and not (commits and lemma in ("agree", "accept")):
                if not (st.step == "accepted" and st.real and self.v.is_("votes", lemma)):
                    self.m.turn(st, "plan", g)
                return
            st.set("accepted", g, f"{lemma} to {st.word}", real=not self._in_principle(g))
        elif group == "extend":
            st.set("extended", g, lemma)
        elif group == "over" and lemma not in self.v.sets["decides"]:
            self.m.turn(st, "plan", g, take=False)
        elif group == "bare":
            st.set("accepted", g, lemma, real=False)
        self.m.because(st, f"under {self.p.words[g]!r}", g)
