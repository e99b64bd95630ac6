"""From the coordinates of a drawing to those of its page: the matrices of PDF and OFD, six numbers each."""

from collections.abc import Sequence

from index.read.glyphs import Box

Matrix = tuple[float, float, float, float, float, float]
SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def combined(one: Matrix, other: Matrix) -> Matrix:
    """Both transformations, `one` first."""
    a, b, c, d, e, f = other
    return (
        one[0] * a + one[1] * c,
        one[0] * b + one[1] * d,
        one[2] * a + one[3] * c,
        one[2] * b + one[3] * d,
        one[4] * a + one[5] * c + e,
        one[4] * b + one[5] * d + f,
    )


def mapped(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    """Where a point comes to stand."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def around(points: Sequence[tuple[float, float]]) -> Box:
    """The box that holds points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))
