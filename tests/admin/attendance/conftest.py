import pytest

from wagtail_meetups.models import Occurrence

from ... import factories


@pytest.fixture
def host(log_in):
    """Somebody with all that one needs at the door, and nothing else."""
    return log_in("add_attendance", "change_attendance", "delete_attendance")


@pytest.fixture
def evening(index):
    """The one date of a published event."""
    event = factories.make_event(index, title="Evening by the canal")
    return Occurrence.objects.get(event=event.pk)
