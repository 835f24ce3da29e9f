"""The WSGI application that granian, gunicorn and the flask command load."""

from workshops.app import create_app

app = create_app()
