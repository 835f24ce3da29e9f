"""What a ZIP file says of itself, before anything in it is opened."""

import struct
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

_END, _LOCATOR = b"PK\x05\x06", b"PK\x06\x07"
_LOCATOR_BYTES = 20
_END_BYTES, _MOST_COMMENT = 22, 65_535
MOST_DIRECTORY_BYTES = 1024 * 1024


def list_parts(content: bytes) -> list[ZipInfo]:
    """The parts with their declared sizes.

    Raises BadZipFile for what is no ZIP file, or has a directory of more than 1 MB, or one in the
    form for files over 4 GB, which says its size elsewhere.
    """
    at = content.rfind(_END, max(0, len(content) - _END_BYTES - _MOST_COMMENT))
    if at < 0 or len(content) - at < _END_BYTES:
        raise BadZipFile("there is no directory")
    if content.startswith(_LOCATOR, max(0, at - _LOCATOR_BYTES)):
        raise BadZipFile("the directory is that of a file over 4 GB")
    if struct.unpack_from("<I", content, at + 12)[0] > MOST_DIRECTORY_BYTES:
        raise BadZipFile("the directory is too large")
    with ZipFile(BytesIO(content)) as package:
        return package.infolist()
