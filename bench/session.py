"""A database with the demo in it, and a session of somebody who works there."""

import os
import re
import subprocess
import sys
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from bench.server import Server
from workshops.accounts.services import DEMO_PASSWORD


def sign_in(ours: Server) -> str:
    """The cookie of a signed-in project manager of the demo."""
    connection = ours.connection()
    connection.request("GET", "/sign-in")
    response = connection.getresponse()
    page = response.read().decode()
    jar = SimpleCookie(response.headers["Set-Cookie"])
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token, "the sign-in page has no token"
    account = {"email": "mette.holm@samskab.example", "password": DEMO_PASSWORD}
    body = urlencode({"csrf_token": token[1], **account})
    headers = {
        "Cookie": "; ".join(f"{k}={m.value}" for k, m in jar.items()),
        "Content-Type": "application/x-www-form-urlencoded",
    }
    connection.request("POST", "/sign-in", body, headers)
    answer = connection.getresponse()
    answer.read()
    assert answer.status in (302, 303), f"sign-in answered {answer.status}"
    jar.load(answer.headers["Set-Cookie"])
    return "; ".join(f"{k}={m.value}" for k, m in jar.items())


def flask(command: list[str], environ: dict[str, str]) -> None:
    """Run a command of the product."""
    subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *command],
        env={**os.environ, **environ},
        check=True,
        stdout=subprocess.DEVNULL,
    )
