"""Precision, recall and F1 of anything that a standard has and that we find."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall as counts, so that scores of parts add up."""

    gold: int = 0
    predicted: int = 0
    found: int = 0
    """Gold items that were found."""
    right: int = 0
    """Predicted items that are right; differs from `found` where overlap counts."""

    @classmethod
    def matched(cls, gold: int, predicted: int, matched: int) -> "Score":
        """Return the score where each gold item that was found is one predicted item."""
        return cls(gold, predicted, matched, matched)

    @property
    def precision(self) -> float:
        """Share of the predicted items that are right, 0 where there are none."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold items that were found, 0 where there are none."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall.

        >>> round(Score(gold=4, predicted=2, found=2, right=2).f1, 3)
        0.667
        """
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.gold + other.gold, self.predicted + other.predicted,
            self.found + other.found, self.right + other.right,
        )  # fmt: skip
