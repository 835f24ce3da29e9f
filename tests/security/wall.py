"""The second wall: what each service asks for, object and letter, whoever calls it.

Jobs, mail and the command line meet no page, only these. The list is written beside the services,
not read from them; a service that is in none of the lists fails the build.
"""

from collections.abc import Iterator

# Object and letter, then the services of that right: slice, module and function.
ASKED = """
adoption C:
    adoption.asking.ask_agency adoption.asking.end_links
adoption U:
    adoption.answering.answer_on_behalf
agenda U:
    planning.agenda.add_block planning.agenda.delete_block planning.agenda.edit_block
    planning.agenda.move_block planning.agenda.restore_block
barrier C:
    experiments.learning.add_finding experiments.learning.change_finding
    experiments.learning.delete_finding experiments.learning.restore_finding
concept C:
    experiments.concepts.add_concept library.copy_as_concept
concept D:
    experiments.concepts.delete_concept experiments.concepts.restore_concept
concept U:
    experiments.concepts.change_concept experiments.concepts.move_concept
date_poll C:
    planning.polls.require_ask planning.polls.open_poll
date_poll P:
    planning.choosing.choose_date planning.polls.add_guests planning.polls.close_poll
    planning.voting.nudge_all
date_poll U:
    planning.polls.add_slot planning.polls.add_slots planning.polls.remove_slot
    planning.voting.note_votes planning.voting.vote
deliverable C:
    deliverables.make_deliverable
deliverable D:
    deliverables.delete_deliverable deliverables.restore_deliverable
deliverable P:
    deliverables.issuing.approve deliverables.issuing.take_back_approval
deliverable U:
    deliverables.composing.compose_draft deliverables.describe deliverables.issuing.ask_approval
    deliverables.issuing.begin_next deliverables.issuing.issue
    deliverables.questions.answer_question deliverables.require_edit
    deliverables.reviewing.remind_reviewer deliverables.reviewing.reopen_comment
    deliverables.reviewing.revoke_reviewer deliverables.reviewing.send_for_review
    deliverables.reviewing.settle_comment deliverables.writing.add_paragraph
    deliverables.writing.choose deliverables.writing.leave_out deliverables.writing.move_block
    deliverables.writing.move_section deliverables.writing.remove_block
    deliverables.writing.rename_section deliverables.writing.restore_block
    deliverables.writing.write_block
delivery C:
    deliverables.delivery.deliver deliverables.delivery.require_deliver
delivery U:
    deliverables.delivery.renew deliverables.delivery.revoke
engagement C:
    engagements.open_engagement
engagement D:
    engagements.records.delete_engagement engagements.records.restore_engagement
engagement U:
    engagements.members.add_contact engagements.members.add_member
    engagements.members.put_contact_first engagements.members.remove_contact
    engagements.members.remove_member engagements.records.change_engagement
    engagements.records.set_state engagements.stages.move_stage engagements.stages.set_stage_day
engagement_file C:
    engagements.files.add_file
engagement_file D:
    engagements.files.delete_file engagements.files.restore_file
engagement_task C:
    engagements.tasks.add_task engagements.tasks.change_task
engagement_task D:
    engagements.tasks.delete_task engagements.tasks.restore_task
engagement_task U:
    engagements.tasks.set_done
experiment C:
    experiments.plans.plan_experiment library.copy_as_experiment
experiment D:
    experiments.plans.delete_experiment experiments.plans.restore_experiment
experiment P:
    experiments.decision.decide experiments.decision.set_evidence_level
    experiments.decision.withdraw_decision experiments.registration.amend_plan
    experiments.registration.register_experiment experiments.states.abandon_experiment
    experiments.states.conclude_experiment experiments.states.follow_up_experiment
    experiments.states.start_experiment
experiment U:
    experiments.accounts.save_accounts experiments.learning.may_learn
    experiments.observations.observe_notes experiments.plans.change_plan
    experiments.results.record_groups experiments.results.record_learning
    experiments.results.record_measured experiments.results.record_spread
    experiments.sheet.change_sheet experiments.similar.look_at
feed C:
    invitations.feeds.make_feed
feed D:
    invitations.feeds.revoke_feed
feed U:
    invitations.feeds.renew_feed
guest C:
    invitations.polling.ask_for_date invitations.polling.ask_more
guest E:
    people.describing.describe_guests
    people.guests.find_or_add_guest people.guests.find_or_add_guests
incoming_mail U:
    invitations.countering.confirm invitations.countering.accept invitations.countering.add_to_poll
    invitations.countering.decline invitations.settling.about invitations.settling.apply_by_hand
    invitations.settling.dismiss invitations.settling.pass_on
    invitations.settling.require_may_settle invitations.settling.same_person
    invitations.settling.send_substitute
invitation P:
    invitations.correcting.correct_and_ask invitations.correcting.correct_and_send
    invitations.door.approve invitations.inviting.invite invitations.inviting.remove_guest
    invitations.inviting.require_may_invite invitations.inviting.resend
     invitations.updates.send_updates
invitation U:
    invitations.answers.note_answer
issued_deliverable P:
    deliverables.rendering.render_again
job U:
    overview.outbox.restart_job
method C:
    planning.methods.add_method
method D:
    planning.methods.delete_method planning.methods.restore_method
method U:
    planning.methods.change_method
note C:
    expectations.notes.write_note expectations.own.change_own expectations.own.say_role
    expectations.own.write_own
    expectations.polis.import_polis expectations.withdrawal.withdraw_own
note U:
    expectations.notes.change_note expectations.notes.require_edit expectations.triage.hide_note
    expectations.withdrawal.take_back_consent expectations.withdrawal.withdraw_note
organisation C:
    people.organisations.add_organisation
organisation D:
    people.organisations.delete_organisation people.organisations.restore_organisation
organisation U:
    people.organisations.edit_organisation people.organisations.move_organisation
outbox U:
    overview.outbox.restart_letter
pack C:
    deliverables.packs.build_again deliverables.packs.make_pack deliverables.packs.require_make
pack D:
    deliverables.packs.delete_pack deliverables.packs.restore_pack
participation C:
    invitations.door.decline planning.asking.ask_again planning.coming.decline_substitute
    planning.participation.add_guests
participation D:
    planning.participation.remove
participation U:
    invitations.door.send_instead invitations.door.take_in planning.attendance.check_in
    planning.attendance.record_attendance planning.codes.renew_code
    planning.attendance.require_staff planning.attendance.undo_check_in
    planning.coming.pass_place planning.coming.propose_substitute planning.coming.require_door
    planning.coming.take_in planning.device.take_taps planning.needs.say_needs
    planning.participation.answer planning.participation.take_back planning.placing.give_seat
    planning.placing.put_ahead planning.placing.switch
people_import C:
    people.importing.upload_list
people_import U:
    people.importing.read_again people.importing.apply_import
    people.importing.discard_import people.importing.map_columns
    people.importing.undo_import
person C:
    engagements.contacts.contact_of_request engagements.contacts.name_contact people.add_person
    people.promote_guest
person D:
    people.delete_person people.restore_person
person U:
    people.aliases.confirm_alias people.correct_address people.edit_person
    people.merging.merge_persons people.merging.tell_apart people.set_skills
request C:
    engagements.requests.hand_in_request
request U:
    engagements.requests.accept_request engagements.requests.decline_request
room C:
    planning.rooms.add_room
room D:
    planning.rooms.delete_room planning.rooms.restore_room
room U:
    planning.rooms.edit_room
saved_search C:
    library.delete_search library.restore_search library.save_search
second_opinion P:
    experiments.decision.confirm_decision experiments.decision.judge_rule
    experiments.decision.refuse_decision
taxonomy C:
    people.standing.load_standing_data
taxonomy U:
    engagements.goals.add_goal engagements.goals.rename_goal engagements.goals.set_retired
    people.taxonomy.add_discipline people.taxonomy.add_skill people.taxonomy.rename_term
    people.taxonomy.retire_term
theme D:
    expectations.themes.delete_theme expectations.themes.restore_theme
theme U:
    expectations.journey.move_stage expectations.themes.change_theme expectations.themes.make_theme
    expectations.themes.move_theme expectations.triage.begin_theme
    expectations.triage.merge_themes expectations.triage.place_notes
    expectations.triage.split_theme expectations.triage.take_out expectations.undo.undo_change
user C:
    accounts.create_account
user U:
    accounts.change_role accounts.disable_account accounts.enable_account accounts.make_link
workshop C:
    planning.workshops.copy_workshop planning.workshops.plan_workshop
workshop D:
    planning.workshops.delete_workshop planning.workshops.restore_workshop
workshop P:
    planning.reinstating.reinstate_workshop planning.team.set_facilitators
    planning.workshops.change_state
workshop U:
    planning.sittings.add_sitting planning.sittings.change_sitting
    planning.sittings.remove_sitting planning.team.set_needs planning.workshops.edit_workshop
"""
# A step of another service that has asked, or of the product itself; no page or job calls it alone.
INSIDE = """
    invitations.inviting.note_sent_again invitations.settling.note people.lists.keep_reading
    accounts.renewing.send_password_letter
    invitations.inviting.send_again
    accounts.change_password accounts.change_profile activity.record
    adoption.asking.begin_adoption adoption.asking.keep_change adoption.asking.receive_adoption
    deliverables.approving.post_approval deliverables.note deliverables.packs.note_pack
    engagements.load_standing_goals engagements.members.join_as_facilitators
    engagements.requests.confirm_request expectations.undo.keep
    experiments.confirming.ask_second_persons experiments.plans.note
    experiments.similar.require_looks files.store_file files.store_made
    invitations.inviting.everybody invitations.inviting.invite_anew
    invitations.placing.switch invitations.settling.close
    overview.bin.restore people.guests.welcome_guest planning.acts.record
    planning.agenda.copy_blocks planning.bookings.rebook planning.bookings.rebook_all
    planning.holds.promote planning.methods.load_standing_methods
    planning.polls.close_of_workshop
"""


def rights() -> Iterator[tuple[str, str, str]]:
    """Service, object and letter of each line."""
    thing = letter = ""
    for word in ASKED.replace(":\n", ": ").split():
        if word.endswith(":"):
            letter = word.removesuffix(":")
        elif "." in word:
            yield word, thing, letter
        else:
            thing = word


def inside() -> set[str]:
    """The services that ask for nothing themselves."""
    return set(INSIDE.split())
