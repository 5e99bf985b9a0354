"""Two hosts press *Write the recap* at the same moment: there is one draft."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone

from wagtail_meetups.admin.recap_draft import find_place, open_recap
from wagtail_meetups.models import Occurrence
from wagtail_meetups.models.registry import recap_models

from .. import factories

PRESSED = 4


@pytest.mark.skipif(
    connection.vendor == "sqlite",
    reason="SQLite locks the whole file, and in memory there is but one connection",
)
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_pressed_at_once_it_is_the_same_draft():
    event = factories.make_event(
        factories.make_index(), start_date=timezone.localdate() - timedelta(days=2)
    )
    occurrence = Occurrence.objects.get(event=event.pk)
    user = get_user_model().objects.create_superuser(
        **{get_user_model().USERNAME_FIELD: "ines"}, password="ines"
    )
    place = find_place(event, user)
    together = Barrier(PRESSED)

    def press(_number):
        together.wait()
        try:
            return open_recap(event, occurrence, place, user)
        finally:
            connection.close()

    with ThreadPoolExecutor(PRESSED) as threads:
        opened = list(threads.map(press, range(PRESSED)))
    assert recap_models()[0].objects.count() == 1
    assert len({recap.pk for recap, _is_new in opened}) == 1
    assert sum(is_new for _recap, is_new in opened) == 1
