"""Mail from a shell: what comes in, and whether what goes out can arrive."""

from flask.cli import AppGroup

from workshops.cli.mail.doctor import doctor
from workshops.cli.mail.interop import interop
from workshops.cli.mail.key import dkim_key
from workshops.cli.mail.poll import poll
from workshops.cli.mail.receive import receive

mail = AppGroup("mail", help="Answers that come in by mail, and the health of what goes out.")
mail.add_command(dkim_key)
mail.add_command(doctor)
mail.add_command(poll)
mail.add_command(receive)
mail.add_command(interop)
