"""Gradient-boosted trees run from plain arrays: what LightGBM has learned, without its second of start-up and its memory."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_LEAF = -1  # in place of a feature's number


class Trees:
    """A sum of decision trees, read as the log-odds of a probability."""

    def __init__(self, arrays: dict[str, NDArray[Any]]) -> None:
        self._arrays = arrays
        self._depth = int(arrays["depth"])
        self.features = tuple(str(name) for name in arrays["names"])
        # A leaf leads to itself, whatever the row: its feature is the first, its two children are the leaf.
        self._feature = np.maximum(arrays["feature"], 0).astype(np.intp)
        self._threshold = arrays["threshold"]
        self._children = np.stack([arrays["left"], arrays["right"]], axis=1).ravel().astype(np.intp)
        self._roots = arrays["roots"].astype(np.intp)

    @classmethod
    def load(cls, path: Path) -> "Trees":
        """Read trees from an `.npz` file that `save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            return cls({name: stored[name] for name in stored.files})

    @classmethod
    def from_lightgbm(cls, dump: dict[str, Any]) -> "Trees":
        """Take the trees over from `Booster.dump_model()`."""
        nodes: list[tuple[int, float, int, int, float]] = []
        roots, depth = [], 0
        for tree in dump["tree_info"]:
            roots.append(len(nodes))
            depth = max(depth, _flatten(tree["tree_structure"], nodes))
        feature, threshold, left, right, value = zip(*nodes, strict=True)
        return cls(
            {
                "roots": np.array(roots, np.int32),
                "feature": np.array(feature, np.int16),
                "threshold": np.array(threshold, np.float64),
                "left": np.array(left, np.int32),
                "right": np.array(right, np.int32),
                "value": np.array(value, np.float32),
                "depth": np.array(depth, np.int16),
                "names": np.array(dump["feature_names"]),
            }
        )

    def save(self, path: Path) -> None:
        """Write the trees to an `.npz` file."""
        arrays: dict[str, Any] = dict(self._arrays)
        np.savez_compressed(path, **arrays)

    def probability(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Say how likely each row is.

        Args:
            rows: Features, shape (n, len(features)).

        Returns:
            Probabilities, shape (n,).
        """
        cells, width = np.ascontiguousarray(rows).ravel(), rows.shape[1]
        first = np.arange(len(rows))[:, None] * width
        at = np.broadcast_to(self._roots, (len(rows), len(self._roots)))
        for _ in range(self._depth):
            right = cells.take(first + self._feature.take(at)) > self._threshold.take(at)
            at = self._children.take(2 * at + right)
        odds = self._arrays["value"].take(at).sum(axis=1, dtype=np.float64)
        return np.asarray(1.0 / (1.0 + np.exp(-odds)))


def _flatten(node: dict[str, Any], nodes: list[tuple[int, float, int, int, float]]) -> int:
    """Append a node and what is under it; returns the depth of that."""
    here = len(nodes)
    if "leaf_value" in node:
        nodes.append((_LEAF, 0.0, here, here, float(node["leaf_value"])))
        return 0
    nodes.append((int(node["split_feature"]), float(node["threshold"]), 0, 0, 0.0))
    left = len(nodes)
    depth = _flatten(node["left_child"], nodes)
    right = len(nodes)
    depth = max(depth, _flatten(node["right_child"], nodes))
    nodes[here] = (int(node["split_feature"]), float(node["threshold"]), left, right, 0.0)
    return depth + 1
