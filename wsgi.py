"""The WSGI application that granian, gunicorn and the flask command load."""

from workshops.app import create_app
from workshops.core.config import WrongSettings

try:
    app = create_app()
except WrongSettings as wrong:
    raise SystemExit(f"Samskab does not start: {wrong}") from None
