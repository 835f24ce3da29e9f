"""Keys that names are sorted and searched by, and the words of the index, reckoned anew.

Danish order has ü as y and œ as ø now, and what is searched is compared without ligatures, soft
hyphens and other signs that nobody sees. Written by hand: no column changes, only what is in it.
"""

import re
from collections.abc import Callable, Mapping

import sqlalchemy as sa
from alembic import op

from workshops.core.columns import KEY_LENGTH
from workshops.core.text import clean, clean_line, fold, sort_key
from workshops.search.rules.words import stems

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

AT_ONCE = 500
TWO_NAMES = ("discipline", "skill")
# Texts of these characters alone have the same words as before.
_PLAIN = re.compile(r"[\x00-\x7fæøåÆØÅéÉèÈüÜöÖäÄ–—“”‘’«»…•§°€]*")

Reckon = Callable[[Mapping[str, str]], dict[str, str]]


def upgrade() -> None:
    connection = op.get_bind()
    tables = sa.inspect(connection)
    for table in tables.get_table_names():
        if "name_sort" in {column["name"] for column in tables.get_columns(table)}:
            _reckon(table, ("name",), ("name_sort", "name_search"), _named)
    for table in TWO_NAMES:
        keys = ("sort_en", "sort_da", "search_en", "search_da")
        _reckon(table, ("name_en", "name_da"), keys, _two_named)
    _reckon("expectation_note", ("text",), ("text_search",), _noted)
    _reckon_index(connection)


def downgrade() -> None:
    """Older releases read the newer keys as well."""


def _named(row: Mapping[str, str]) -> dict[str, str]:
    return {"name_sort": _sorted(row["name"]), "name_search": _searched(row["name"])}


def _two_named(row: Mapping[str, str]) -> dict[str, str]:
    sorts = {f"sort_{one}": _sorted(row[f"name_{one}"]) for one in ("en", "da")}
    return sorts | {f"search_{one}": _searched(row[f"name_{one}"]) for one in ("en", "da")}


def _noted(row: Mapping[str, str]) -> dict[str, str]:
    return {"text_search": fold(row["text"])}


def _sorted(name: str) -> str:
    return sort_key(name)[:KEY_LENGTH]


def _searched(name: str) -> str:
    return fold(name)[:KEY_LENGTH]


def _reckon(name: str, texts: tuple[str, ...], keys: tuple[str, ...], reckon: Reckon) -> None:
    """Write the keys of each row of a table that are not what its texts make of them now."""
    table = sa.table(name, *(sa.column(each) for each in (*texts, *keys)))
    change = (
        sa.update(table)
        .where(*(table.c[each] == sa.bindparam(f"old_{each}") for each in (*texts, *keys)))
        .values({key: sa.bindparam(f"new_{key}") for key in keys})
    )
    changed = [
        {f"old_{each}": row[each] for each in (*texts, *keys)}
        | {f"new_{key}": value for key, value in now.items()}
        for row in op.get_bind().execute(sa.select(table).distinct()).mappings()
        if (now := reckon(row)) != {key: row[key] for key in keys}
    ]
    if changed:
        op.get_bind().execute(change, changed)


def _reckon_index(connection: sa.Connection) -> None:
    entry = sa.table("search_entry", sa.column("id"), sa.column("language"))
    told = sa.table(
        "search_text",
        *(sa.column(name) for name in ("entry_id", "stems", "title", "text")),
        sa.column("translations", sa.JSON),
    )
    kept = connection.execute(sa.select(entry.c.id, entry.c.language))
    languages = {number: language for number, language in kept}
    last = -(2**62)
    query = sa.select(told).where(told.c.entry_id > sa.bindparam("last"))
    query = query.order_by(told.c.entry_id).limit(AT_ONCE)
    while rows := connection.execute(query, {"last": last}).mappings().all():
        for row in rows:
            now = _indexed(row, languages[row["entry_id"]])
            if now is not None:
                one = sa.update(told).where(told.c.entry_id == row["entry_id"])
                connection.execute(one.values(now))
        last = rows[-1]["entry_id"]


def _indexed(row: Mapping[str, object], language: str) -> dict[str, object] | None:
    """What stands in the index for an entry; None for one whose words are what they were."""
    own = {"language": language, "title": str(row["title"]), "text": str(row["text"])}
    every = [own, *row["translations"]]
    if all(_PLAIN.fullmatch(one["title"] + one["text"]) for one in every):
        return None
    cleaned = [
        {**one, "title": clean_line(one["title"]), "text": clean(one["text"])} for one in every
    ]
    titles, texts = (
        " ".join(" ".join(stems(one[part], one["language"])) for one in cleaned)
        for part in ("title", "text")
    )
    return {
        "stems": f"{titles}\n{texts}",
        "title": cleaned[0]["title"],
        "text": cleaned[0]["text"],
        "translations": cleaned[1:],
    }
