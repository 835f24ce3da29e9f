"""What a note's page shows of the slices above it."""

from tests.expectations.makers import make_note
from tests.experiments.makers import make_experiment
from tests.factories import make_engagement, make_user, save
from tests.pages import Client
from workshops.experiments.models.kinds import Cause
from workshops.experiments.models.learning import Barrier, BarrierNote, ExperimentObservation


def test_a_note_leads_to_the_experiments_it_was_seen_in(client: Client) -> None:
    manager = make_user()
    engagement = make_engagement(manager)
    note = make_note(engagement)
    seen, hindered, _other = (
        make_experiment(engagement, name=name) for name in ("Seen", "Hindered", "Other")
    )
    save(ExperimentObservation(experiment_id=seen.id, note_id=note.id))
    barrier = save(
        Barrier(experiment_id=hindered.id, text="No time", cause=Cause.CAPACITY, severity=2)
    )
    save(BarrierNote(barrier_id=barrier.id, note_id=note.id))
    client.sign_in(manager)
    url = f"/engagements/{engagement.public_id}/notes/{note.public_id}"
    links = client.fetch(url).links()
    shown = {text: to for text, to in links.items() if "/experiments/" in to}
    assert shown == {each.name: f"/experiments/{each.public_id}" for each in (seen, hindered)}
    assert "2 themes and other records" in client.fetch(f"{url}/withdraw").text
