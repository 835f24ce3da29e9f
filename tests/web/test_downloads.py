"""Files that are handed out."""

import pytest
from flask import Flask

from workshops.web.downloads import download, hand_out


def test_a_file_is_saved_under_its_name_and_never_shown(app: Flask) -> None:
    with app.test_request_context():
        file = download(b"a;b\r\n", "notes.csv", "text/csv; charset=utf-8")
        assert (file.get_data(), file.content_type) == (b"a;b\r\n", "text/csv; charset=utf-8")
        assert file.headers["Content-Disposition"] == 'attachment; filename="notes.csv"'


@pytest.mark.parametrize(
    ("name", "shown"), [("one\r\ntwo.pdf", "one two.pdf"), ("\n", "file"), ("Å.pdf", "%C3%85.pdf")]
)
def test_a_file_of_somebody_elses_is_handed_out_under_any_name(
    app: Flask, name: str, shown: str
) -> None:
    with app.test_request_context():
        file = hand_out(b"%PDF-", name, "application/pdf")
        assert file.headers["Content-Disposition"].replace('"', "").endswith(shown)
        assert file.headers["Content-Security-Policy"].startswith("sandbox")
