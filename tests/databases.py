"""Fresh, migrated databases for tests: each is a copy of a template that the migrations made."""

import shutil
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import create_engine, text

from tests import postgres
from workshops.app import create_app
from workshops.core.config import Settings, read_settings
from workshops.core.db import db


class Databases:
    """Applications on databases of both kinds; the servers stop when `stack` closes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stack = ExitStack()
        self.apps: dict[str, Flask] = {}
        self.postgres = ""
        self.copies = 0

    def app(self, kind: str) -> Flask:
        """An application whose database, "sqlite" or "postgresql", is as migrations leave it."""
        if kind not in self.apps:
            self.apps[kind] = self._make(kind)
        app = self.apps[kind]
        with app.app_context():
            db.engine.dispose()
        self._reset(kind)
        return app

    def apart(self, name: str) -> Settings:
        """Settings for an application of its own, on a fresh SQLite database of that name."""
        settings: Settings = self.app("sqlite").config["SETTINGS"]
        shutil.copyfile(self.folder / "template_samskab.db", self.folder / f"{name}.db")
        return replace(settings, database_url=self._url("sqlite", name))

    def _make(self, kind: str) -> Flask:
        if kind == "postgresql":
            self.postgres = self.stack.enter_context(postgres.server())
            self._admin("CREATE DATABASE template_samskab")
        template = self._url(kind, "template_samskab")
        settings = read_settings(
            self.folder,
            {
                "WORKSHOPS_ENV": "demo",
                "WORKSHOPS_DATABASE_URL": template,
                "WORKSHOPS_PASSWORD_MEMORY_KIB": "64",
            },
        )
        migrating = create_app(settings)
        with migrating.app_context():
            upgrade()
            db.engine.dispose()
        app = create_app(replace(settings, database_url=self._url(kind, "samskab")))
        app.config["TESTING"] = True
        return app

    def _url(self, kind: str, name: str) -> str:
        if kind == "postgresql":
            return self.postgres.format(database=name)
        return f"sqlite:///{self.folder}/{name}.db"

    def _reset(self, kind: str) -> None:
        if kind == "postgresql":
            self._admin("DROP DATABASE IF EXISTS samskab WITH (FORCE)")
            self._admin("CREATE DATABASE samskab TEMPLATE template_samskab")
            return
        # A file of its own behind the one name: a server of the test before may still be closing
        # its last connection, and would take the new file's log away.
        link = self.folder / "samskab.db"
        for old in self.folder.glob("samskab-*"):
            old.unlink(missing_ok=True)
        link.unlink(missing_ok=True)
        self.copies += 1
        copy = self.folder / f"samskab-{self.copies}.db"
        shutil.copyfile(self.folder / "template_samskab.db", copy)
        link.symlink_to(copy)

    def _admin(self, statement: str) -> None:
        url = self.postgres.format(database="postgres")
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()
