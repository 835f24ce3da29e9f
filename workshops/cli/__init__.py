"""The command line: `flask --app wsgi lab …`."""

from flask.cli import AppGroup

from workshops.cli.demo import demo
from workshops.cli.importing import importing
from workshops.cli.init import init
from workshops.cli.mail import mail
from workshops.cli.messages import messages
from workshops.cli.reindex import reindex
from workshops.cli.users import user
from workshops.cli.worker import worker

lab = AppGroup("lab", help="Everything that is done to the installation from a shell.")
lab.add_command(demo)
lab.add_command(importing)
lab.add_command(init)
lab.add_command(mail)
lab.add_command(messages)
lab.add_command(reindex)
lab.add_command(user)
lab.add_command(worker)
