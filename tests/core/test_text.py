"""Text without what nobody sees, in Danish order, and numbers as a person writes them."""

import pytest

from workshops.core.text import clean, clean_line, fold, in_runs, sort_key

ORDER = (
    *("da", "Đan", "dz", "Myggen", "Mülle", "Myr", "tha", "Þe", "thi", "zeb"),
    *("æ", "ägt", "ære", "ø", "Öb", "őc", "œd", "øe", "å", "aage", "Åh"),
)
UNSEEN = "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a\u202e\u2060\u2064\u2066\u2069\ufeff\ufff9"


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


def test_names_stand_in_danish_order() -> None:
    assert tuple(sorted(sorted(ORDER), key=sort_key)) == ORDER


@pytest.mark.parametrize(
    ("written", "as_if"),
    [
        ("Müller", "Myller"),
        ("Mu\u0308ller", "Myller"),
        ("Ǘ", "Y"),
        ("Ű", "Y"),
        ("Ő", "Ø"),
        ("Ǿ", "Ø"),
        ("œ", "ø"),
        ("Ä", "Æ"),
        ("Ǽ", "Æ"),
        ("a\u0323\u0308", "Æ"),
        ("Aarhus", "Århus"),
        ("Đ", "D"),
        ("ð", "d"),
        ("Þór", "Thor"),
        ("Groß", "Gross"),
        ("\ufb01n", "fin"),
    ],
)
def test_foreign_letters_sort_as_danish_has_them(written: str, as_if: str) -> None:
    assert sort_key(written) == sort_key(as_if)


@pytest.mark.parametrize("sign", UNSEEN)
def test_what_nobody_sees_is_taken_out_everywhere(sign: str) -> None:
    text = f"Å{sign}se"

    assert [clean(text), clean_line(text), fold(text), sort_key(text)] == [
        *("Åse", "Åse"),
        *(fold("Åse"), sort_key("Åse")),
    ]
    assert clean_line(sign) == ""


def test_joiners_of_emoji_and_of_other_scripts_stay() -> None:
    assert clean_line("👩\u200d🔬 نمی\u200cخواهم") == "👩\u200d🔬 نمی\u200cخواهم"


def test_what_is_searched_is_compared_without_ligatures() -> None:
    assert fold("E\ufb03cient o\ufb03ce, 5 m², ｋｕｎ Ⅳ") == fold("Efficient office, 5 m2, kun IV")
