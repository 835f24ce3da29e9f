"""Numbers as a person writes them."""

import pytest

from workshops.core.text import in_runs


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ([], ""),
        ([4], "4"),
        ([1, 2], "1, 2"),
        ([1, 2, 3], "1–3"),
        ([1, 3, 4, 5, 6, 9, 10], "1, 3–6, 9, 10"),
    ],
)
def test_three_in_a_row_are_a_run(numbers: list[int], told: str) -> None:
    assert in_runs(numbers) == told
