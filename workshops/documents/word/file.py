"""A DOCX as a file: our face put inside, and the same bytes each time."""

from functools import cache
from io import BytesIO
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from workshops.documents.glyphs import FONTS
from workshops.documents.word.xml import FACE

_EMBEDDED = {"Regular": "embedRegular", "Bold": "embedBold", "Italic": "embedItalic"}
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_FONT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
_TYPE = (
    '<Default Extension="odttf" '
    'ContentType="application/vnd.openxmlformats-officedocument.obfuscatedFont"/>'
)
_NOT_KEPT = "docProps/thumbnail.jpeg"


def packed(made: bytes) -> bytes:
    """The same document with our face inside, its parts in order and without the hour."""
    with ZipFile(BytesIO(made)) as package:
        parts = {name: package.read(name) for name in package.namelist() if name != _NOT_KEPT}
    _embed(parts)
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(ZipInfo(name, _LONG_AGO), content, ZIP_DEFLATED)
    return whole.getvalue()


def _embed(parts: dict[str, bytes]) -> None:
    named, related = "", ""
    for number, (style, name) in enumerate(_EMBEDDED.items(), 1):
        key, content = _obfuscated(style)
        parts[f"word/fonts/font{number}.odttf"] = content
        named += f'<w:{name} r:id="rId{number}" w:fontKey="{key}"/>'
        related += (
            f'<Relationship Id="rId{number}" Type="{_FONT}" Target="fonts/font{number}.odttf"/>'
        )
    font = (
        f'<w:font w:name="{FACE}"><w:charset w:val="00"/><w:family w:val="swiss"/>'
        f'<w:pitch w:val="variable"/>{named}</w:font></w:fonts>'
    )
    _replace(parts, "word/fontTable.xml", "</w:fonts>", font)
    _replace(parts, "[Content_Types].xml", "<Default ", f"{_TYPE}<Default ")
    thumbnail = parts["_rels/.rels"].decode()
    parts["_rels/.rels"] = "".join(
        piece for piece in _split(thumbnail) if _NOT_KEPT not in piece
    ).encode()
    parts["word/_rels/fontTable.xml.rels"] = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Relationships xmlns="{_RELATIONS}">{related}</Relationships>'
    ).encode()


def _replace(parts: dict[str, bytes], name: str, old: str, new: str) -> None:
    parts[name] = parts[name].decode().replace(old, new, 1).encode()


def _split(relations: str) -> list[str]:
    """The text of a part of relations, each relation by itself."""
    return relations.replace("<Relationship ", "\0<Relationship ").replace("/>", "/>\0").split("\0")


@cache
def _obfuscated(style: str) -> tuple[str, bytes]:
    """A face as ECMA-376 wants it: its first 32 bytes crossed with the key, read backwards."""
    key = uuid5(NAMESPACE_URL, f"samskab/{FACE}/{style}")
    font = (FONTS / f"IBMPlexSans-{style}.ttf").read_bytes()
    mask = bytes.fromhex(key.hex)[::-1] * 2
    head = bytes(a ^ b for a, b in zip(font[:32], mask, strict=True))
    return f"{{{str(key).upper()}}}", head + font[32:]
