"""The terms of a ceasefire that its own words give: scope, area, start, duration, exclusions, monitoring, conditions."""

from dateline.extract.ceasefire_times import Times
from dateline.extract.ceasefire_words import Found
from dateline.extract.turns import State
from dateline.lexicon import load
from dateline.lexicon.frames import Frames
from dateline.model.reading import Reading

_UNITS = frozenset({"day", "hour", "week", "month", "year", "minute"})


def terms(reading: Reading, f: Frames, m: Found, st: State, times: Times) -> dict[str, str]:
    """The terms, each as the text has it, but scope (lower case) and an immediate start ("immediate")."""
    p = f.p
    words = load.words("ceasefire")["terms"]
    scopes, soon = frozenset(words["scope"]), frozenset(words["soon"])
    out: dict[str, str] = {}
    heads = [m.head]
    g = p.heads[m.head]
    if p.deps[m.head] in ("compound", "nmod", "amod") and p.tags[g][:1] == "N" and g != m.head:
        heads.append(g)
    for h in heads:
        for c in p.children(h):
            low = p.words[c].lower()
            if low in scopes:
                out["scope"] = f"{out['scope']}, {low}" if "scope" in out and low not in out["scope"] else low
            elif low in soon:
                out["start"] = "immediate"
            elif c < h and p.deps[c] in ("amod", "compound", "nmod", "nummod") and (p.lemmas[c] in _UNITS or any(low.endswith(f"-{u}") or low == u for u in _UNITS)):
                out.setdefault("duration", p.text[slice(*p.span(p.left[c], c))])
        preps = f.preps(h)
        signed = p.lemmas[p.heads[heads[-1]]] in words["sign"]  # what is signed in a town is signed there, and seldom only for it
        for name in (*(() if signed else ("in",)), "across", "throughout", "around", "over", "along"):
            for x in preps.get(name, []):
                if _place(reading, p.starts[x], p.ends[x]) or p.lemmas[x] in words["areas"]:
                    out.setdefault("area", p.text[slice(*p.subtree(x))])
        for name in ("for", "of", "lasting"):
            for x in preps.get(name, []):
                if p.lemmas[x] in _UNITS:
                    out.setdefault("duration", p.text[slice(*p.span(p.left[x], x))])
    _times(times, f, m, st, heads, out)
    v = st.at if st.at is not None and p.tags[st.at][:2] == "VB" else None
    for t in [*heads, *([v] if v is not None else [])]:
        for c in p.children(t):
            if (p.deps[c] == "advcl" and p.tags[c] == "VBG" and p.lemmas[c] in words["exclude"]) or (p.deps[c] == "prep" and p.words[c].lower() in words["exclude"]):
                out.setdefault("exclusions", p.text[slice(*p.span(p.left[c], p.right[c]))])
            elif (p.deps[c] == "advcl" and any(p.deps[d] in ("mark", "advmod") and p.lemmas[d] in ("if", "unless", "provided", "once", "long") and d < c for d in p.children(c))) or (p.deps[c] == "prep" and (o := p.child(c, "pobj")) is not None and p.lemmas[o] in ("exchange", "return", "condition") and p.lemmas[c] in ("in", "on")):
                out.setdefault("conditions", p.text[slice(*p.span(p.left[c], p.right[c]))])
            elif p.tags[c] == "VBN" and p.lemmas[c] in ("monitor", "supervise", "oversee", "verify") and p.deps[c] in ("acl", "conj"):
                out.setdefault("monitoring", p.text[slice(*p.span(p.left[c], p.right[c]))])
            elif p.deps[c] == "prep" and p.lemmas[c] in ("under", "with") and (o := p.child(c, "pobj")) is not None and p.lemmas[o] in ("supervision", "monitoring", "observer", "monitor"):
                out.setdefault("monitoring", p.text[slice(*p.span(c, p.right[c]))])
    return out


def _place(reading: Reading, start: int, end: int) -> bool:
    return any(x.span[0] < end and start < x.span[1] for x in reading.places) or any(
        x.span is not None and x.kind == "state" and x.span[0] < end and start < x.span[1] for x in reading.mentions
    )


def _times(times: Times, f: Frames, m: Found, st: State, heads: list[int], out: dict[str, str]) -> None:
    """When it is to start, and until when, from the time expressions behind "from", "starting", "until" on the ceasefire or its verb."""
    p = f.p
    nodes = {*heads, *([st.at] if st.at is not None else [])}
    for t in times.beside(nodes):
        tokens = p.tokens_in(t.span)
        top = next((i for i in tokens if p.heads[i] not in tokens), None)
        if top is None:
            continue
        path = [top]
        for a in p.ancestors(top):
            path.append(a)
            if a in nodes:
                break
            if len(path) > 5:
                break
        if path[-1] not in nodes:
            continue
        links = {p.words[x].lower() for x in path[1:-1]}
        said = t.text
        if t.type == "DURATION" or t.type == "SET":
            direct = path[1:2] == path[-1:] and path[-1] in heads
            if "old" not in said and ((links & {"for", "lasting", "of"} and len(path) <= 3) or direct):
                out.setdefault("duration", said)
        elif links & {"until", "till", "through"}:
            out.setdefault("until", said)
        elif links & {"from", "starting", "beginning", "begin", "start", "effective"} or (st.step == "planned" and path[-1] == st.at):
            if "start" not in out or out["start"] == "immediate":
                out["start"] = said
            elif said not in out["start"]:
                out["start"] = f"{out['start']}, {said}"
