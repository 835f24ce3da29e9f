"""Every blueprint, and every module whose tables nothing else would load."""

from flask import Blueprint

from workshops.accounts import views as accounts_views
from workshops.activity import models as activity_models
from workshops.activity import views as activity
from workshops.adoption import views as adoption
from workshops.deliverables import views as deliverables
from workshops.deliverables.models import delivery as deliverables_delivery
from workshops.deliverables.models import issued as deliverables_issued
from workshops.deliverables.models import review as deliverables_review
from workshops.engagements import views as engagements
from workshops.expectations import models as expectations_models
from workshops.expectations import views as expectations
from workshops.experiments import views as experiments
from workshops.experiments.models import learning as experiments_learning
from workshops.experiments.models import sheet as experiments_sheet
from workshops.invitations import models as invitations_models
from workshops.invitations.views import answers as answer_pages
from workshops.invitations.views import door as door_pages
from workshops.invitations.views import feeds as feed_pages
from workshops.invitations.views import guest as guest_pages
from workshops.invitations.views import guest_feeds as guest_feed_pages
from workshops.invitations.views import polls as poll_pages
from workshops.invitations.views import reminders as reminder_pages
from workshops.invitations.views import replied as replied_pages
from workshops.invitations.views import seats as seat_pages
from workshops.invitations.views import staff as invitation_pages
from workshops.invitations.views import tray as tray_pages
from workshops.jobs import models as jobs_models
from workshops.library import views as library
from workshops.overview import views as overview
from workshops.people import views as people
from workshops.planning import views as planning
from workshops.planning.models import attendance as planning_attendance
from workshops.planning.views import methods
from workshops.web import limits, site

MODELS = (
    activity_models,
    invitations_models,
    jobs_models,
    planning_attendance,
    limits,
    expectations_models,
    experiments_learning,
    experiments_sheet,
    deliverables_delivery,
    deliverables_issued,
    deliverables_review,
)


BLUEPRINTS: tuple[Blueprint, ...] = (
    site.bp,
    activity.bp,
    accounts_views.bp,
    people.bp,
    engagements.bp,
    methods.bp,
    planning.bp,
    invitation_pages.bp,
    guest_pages.bp,
    seat_pages.bp,
    door_pages.bp,
    answer_pages.bp,
    reminder_pages.bp,
    feed_pages.bp,
    guest_feed_pages.bp,
    replied_pages.bp,
    tray_pages.bp,
    poll_pages.bp,
    expectations.bp,
    experiments.bp,
    deliverables.bp,
    adoption.bp,
    library.bp,
    overview.bp,
)
