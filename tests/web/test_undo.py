"""The notice with an Undo button."""

from flask import Flask, get_flashed_messages, render_template

from workshops.web import undo

BASE = "layouts/_messages.html"


def test_the_next_page_offers_to_take_it_back(app: Flask) -> None:
    with app.app_context(), app.test_request_context():
        undo.offer("The <b>room</b> was deleted.", "/lab/rooms/x/restore")
        shown = render_template(BASE)
        assert 'action="/lab/rooms/x/restore"' in shown
        assert "The &lt;b&gt;room&lt;/b&gt; was deleted." in shown
        assert 'name="csrf_token"' in shown
        assert len(get_flashed_messages()) == 1
