"""What the tests make: pages through Wagtail's own doors, in whichever world they run.

``publish_*`` run what is left for after the commit, as a request would.
"""

import itertools
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from django.test import TestCase
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Site

from wagtail_meetups.models import Attendance, Attendee, Topic, Venue
from wagtail_meetups.models.base import get_page_model
from wagtail_meetups.models.registry import event_models, index_models, recap_models

# Where events are, unless told otherwise.
PARIS = ZoneInfo("Europe/Paris")
_numbers = itertools.count(1)

after_commit = TestCase.captureOnCommitCallbacks


def run(action, *args, **kwargs):
    """Do something and what it leaves for after the commit; return its result."""
    with after_commit(execute=True):
        return action(*args, **kwargs)


def get_home():
    return Site.objects.get(is_default_site=True).root_page.specific


def make_site(hostname="other.example", **kwargs):
    """Another site, with a home page of its own beside the first one's."""
    root = get_page_model().get_first_root_node()
    page = type(get_home())(title=hostname, slug=hostname.replace(".", "-"))
    run(root.add_child, instance=page)
    return run(Site.objects.create, hostname=hostname, root_page=page, **kwargs)


def make_index(parent=None, **kwargs):
    parent = parent or get_home()
    kwargs.setdefault("title", "Meet-ups")
    kwargs.setdefault("slug", f"meetups-{next(_numbers)}")
    kwargs.setdefault("locale", parent.locale)
    return run(parent.add_child, instance=index_models()[0](**kwargs))


def build_event(**kwargs):
    """An unsaved event: an evening a month from now, in Paris."""
    number = next(_numbers)
    kwargs.setdefault("title", f"Evening {number}")
    kwargs.setdefault("slug", f"evening-{number}")
    kwargs.setdefault("start_date", timezone.localdate() + timedelta(days=30))
    kwargs.setdefault("start_time", time(19))
    kwargs.setdefault("end_time", time(22))
    kwargs.setdefault("timezone", PARIS.key)
    return event_models()[0](**kwargs)


def make_event(index, *, topics=(), hosts=(), **kwargs):
    """A published event with a revision, as the editor makes it."""
    kwargs.setdefault("locale", index.locale)
    event = build_event(**kwargs)
    event.topics.set(topics)
    event.hosts.set(hosts)
    live = event.live
    run(index.add_child, instance=event)
    if live:
        publish(event)
    event.refresh_from_db()
    return event


def publish(page, **values):
    """Change a page and publish it through a revision."""
    for name, value in values.items():
        setattr(page, name, value)
    run(lambda: page.save_revision().publish())
    page.refresh_from_db()
    return page


def make_recap(index, **kwargs):
    number = next(_numbers)
    kwargs.setdefault("title", f"Recap {number}")
    kwargs.setdefault("slug", f"recap-{number}")
    kwargs.setdefault("date", date(2026, 1, 1))
    kwargs.setdefault("locale", index.locale)
    recap = recap_models()[0](**kwargs)
    live = recap.live
    run(index.add_child, instance=recap)
    return publish(recap) if live else recap


def make_venue(**kwargs):
    kwargs.setdefault("name", "Café Lumière")
    kwargs.setdefault("address", "12 rue des Lilas\n75011 Paris")
    kwargs.setdefault("locale", Locale.get_default())
    return run(Venue.objects.create, **kwargs)


def make_topic(name="Freelancing", **kwargs):
    kwargs.setdefault("slug", f"topic-{next(_numbers)}")
    kwargs.setdefault("locale", Locale.get_default())
    return run(Topic.objects.create, name=name, **kwargs)


def make_attendee(**kwargs):
    kwargs.setdefault("first_name", "Nadia")
    kwargs.setdefault("last_name", "Berthier")
    kwargs.setdefault("trade", "Illustrator")
    return Attendee.objects.create(**kwargs)


def make_attendance(occurrence, attendee=None, **kwargs):
    """Someone who is expected on this date, as a guest."""
    return Attendance.objects.create(
        occurrence=occurrence, attendee=attendee or make_attendee(), **kwargs
    )


def agree(attendee, *fields, use="events", agreed=True):
    """Record what a person agreed to."""
    for field in fields:
        attendee.agreements.create(field=field, use=use, agreed=agreed, how="paper")
    return attendee


def make_image(title="A picture", **kwargs):
    """An image of the host's own image model, with a small file."""
    file = get_test_image_file(filename=f"picture-{next(_numbers)}.png")
    return get_image_model().objects.create(title=title, file=file, **kwargs)
