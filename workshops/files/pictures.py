"""Pictures are drawn anew, in a process that can be ended."""

import sys
import warnings
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from workshops.core.errors import Invalid
from workshops.core.opening import open_apart, open_given
from workshops.core.text import N_

MAX_PIXELS = 50_000_000
MODULE = "workshops.files.pictures"


def redrawn(content: bytes, form: str) -> bytes:
    """The picture alone, upright: what was hidden in the file, and where it was taken, goes.

    `form` is JPEG or PNG. Raises Invalid when it cannot be read or has over 50 million pixels.
    """
    return open_apart(MODULE, content, form)


def _draw(content: bytes, form: str) -> bytes:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(content), formats=("PNG", "JPEG"))
        if picture.width * picture.height > MAX_PIXELS:
            raise Invalid(N_("The picture is too large. Use at most 50 million pixels."), "file")
        upright = ImageOps.exif_transpose(picture)
        clean = upright.convert("RGB") if form == "JPEG" else upright
        clean.info.clear()
        drawn = BytesIO()
        clean.save(drawn, form, quality=90)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Invalid(
            N_("The picture is too large. Use at most 50 million pixels."), "file"
        ) from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as broken:
        raise Invalid(N_("The picture cannot be read."), "file") from broken
    return drawn.getvalue()


if __name__ == "__main__":
    open_given(lambda content: _draw(content, sys.argv[1]))
