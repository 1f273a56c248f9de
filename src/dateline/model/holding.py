"""Who vouches for what a story says at a place in its text."""

import bisect
import itertools

from dateline.model.reading import Reading


class Holding:
    """Who vouches for what, for one reading with its statements."""

    def __init__(self, reading: Reading) -> None:
        self._statements = reading.statements
        contents = sorted((*c, k) for k, s in enumerate(reading.statements) for c in s.content)
        self._starts = [start for start, _, _ in contents]
        self._numbers = [k for _, _, k in contents]
        self._reach = list(itertools.accumulate((end for _, end, _ in contents), max))

    def at(self, offset: int) -> tuple[tuple[str, ...], str | None]:
        """Who vouches for what stands at an offset, outermost first ("outlet", then mention ids), and the innermost statement's id."""
        near = set()
        last = bisect.bisect_right(self._starts, offset) - 1
        while last >= 0 and self._reach[last] > offset:  # what lies before ends before the offset
            near.add(self._numbers[last])
            last -= 1
        around = [
            s for s in (self._statements[k] for k in sorted(near))
            if any(c[0] <= offset < c[1] for c in s.content) and not any(x[0] <= offset < x[1] for x in s.excluded)
        ]  # fmt: skip
        around.sort(key=lambda s: (-sum(c[1] - c[0] for c in s.content), s.id))
        chain = ["outlet"]
        for s in around:
            for speaker in s.speakers[:1] or ("unnamed",):
                if speaker != chain[-1]:
                    chain.append(speaker)
        return tuple(chain), around[-1].id if around else None
