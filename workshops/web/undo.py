"""What was just done can be taken back: a notice with an Undo button on the next page."""

from flask import flash


def offer(text: str, action: str) -> None:
    """Say `text` on the next page, with a button that posts to `action`.

    undo.offer(_("The room was deleted."), url_for("rooms.restore", room_id=room.public_id))
    """
    flash({"text": text, "action": action}, "undo")  # type: ignore[arg-type]
