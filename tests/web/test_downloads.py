"""Files that are handed out."""

from flask import Flask

from workshops.web.downloads import download


def test_a_file_is_saved_under_its_name_and_never_shown(app: Flask) -> None:
    with app.test_request_context():
        file = download(b"a;b\r\n", "notes.csv", "text/csv; charset=utf-8")
        assert (file.get_data(), file.content_type) == (b"a;b\r\n", "text/csv; charset=utf-8")
        assert file.headers["Content-Disposition"] == 'attachment; filename="notes.csv"'
