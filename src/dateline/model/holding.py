"""Who vouches for what a story says at a place in its text."""

from dateline.model.reading import Reading


def holders(reading: Reading, offset: int) -> tuple[tuple[str, ...], str | None]:
    """Who vouches for what stands at an offset, outermost first ("outlet", then mention ids), and the innermost statement's id."""
    around = [
        s for s in reading.statements
        if any(c[0] <= offset < c[1] for c in s.content) and not any(x[0] <= offset < x[1] for x in s.excluded)
    ]  # fmt: skip
    around.sort(key=lambda s: (-sum(c[1] - c[0] for c in s.content), s.id))
    chain = ["outlet"]
    for s in around:
        for speaker in s.speakers[:1] or ("unnamed",):
            if speaker != chain[-1]:
                chain.append(speaker)
    return tuple(chain), around[-1].id if around else None
