"""Which recap tells of a date, and a draft for one that has none."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count, Q
from django.utils import translation
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Revision

from ..models import Attendance, CalendarEntry, Occurrence
from ..models.base import get_page_model
from ..models.registry import recap_models
from ..views.language import page_language
from ..views.parents import index_of
from ..views.when import first_day

__all__ = ["find_place", "open_recap", "recaps_of_dates"]


@dataclass(slots=True)
class _Known:
    """What is known of a recap: of a draft, what it says by now."""

    pk: int
    event_id: int | None
    occurrence_id: int | None
    day: date | None
    locale_id: int


def _known_recaps(event_ids: Collection[int]) -> list[_Known]:
    """The recaps of these event pages; two queries for each page type of recaps.

    What was never published is looked at in its draft: its row holds no more than the
    first autosave knew.
    """
    found = []
    for model in recap_models():
        drafted = Q(live=False, first_published_at__isnull=True)
        rows = model._default_manager.filter(Q(event__in=event_ids) | drafted)
        columns = ("pk", "event_id", "occurrence_id", "date", "locale_id")
        known = {row[0]: _Known(*row) for row in rows.values_list(*columns)}
        drafts = model._default_manager.filter(drafted)
        contents = Revision.objects.filter(
            pk__in=drafts.values("latest_revision")
        ).values_list(
            "object_id", "content__event", "content__occurrence", "content__date"
        )
        for pk, event_id, occurrence_id, day in contents:
            draft = known[int(pk)]
            draft.event_id, draft.occurrence_id = event_id, occurrence_id
            draft.day = parse_date(day) if day else None
        found += known.values()
    return sorted(found, key=lambda recap: recap.pk)


def recaps_of_dates(
    occurrences: Iterable[Occurrence], locale_id: int | None = None
) -> dict[int, int]:
    """The id of the first recap of each of these dates that has one, by the date's id.

    A recap tells of the date it names; one that names none, of the only date of its
    event or of that on its day. Only those in a locale, where one is given. A fixed
    number of queries.
    """
    occurrences = list(occurrences)
    sources = {occurrence.event_id for occurrence in occurrences}
    entries = CalendarEntry.objects.filter(source__in=sources)
    source_of = dict(entries.values_list("page_id", "source_id"))
    counts = dict(
        Occurrence.objects.filter(event__in=sources)
        .order_by()
        .values_list("event")
        .annotate(Count("pk"))
    )
    named: dict[int, int] = {}
    by_day: dict[tuple, int] = {}
    by_event: dict[int, int] = {}
    for recap in _known_recaps(source_of):
        source = source_of.get(recap.event_id)
        if source is None or (locale_id and recap.locale_id != locale_id):
            continue
        if recap.occurrence_id:
            named.setdefault(recap.occurrence_id, recap.pk)
            continue
        by_day.setdefault((source, recap.day), recap.pk)
        by_event.setdefault(source, recap.pk)
    found = {}
    for one in occurrences:
        pk = named.get(one.pk) or by_day.get((one.event_id, first_day(one)))
        if pk is None and counts[one.event_id] == 1:
            pk = by_event.get(one.event_id)
        if pk is not None:
            found[one.pk] = pk
    return found


def find_place(event, user) -> tuple | None:
    """Under which page this user may write a recap of an event, and of which type.

    Where the latest recap of the same index stands, else at the index itself; ``None``
    where they may not, or where no recap can be made.
    """
    index = index_of(event)
    above = index or event.get_parent()
    places = []
    for model in recap_models():
        rows = model._default_manager.filter(
            path__startswith=above.path, locale_id=event.locale_id
        )
        if latest := rows.order_by("-pk").first():
            places.append((latest.get_parent(), model))
    places += [(above, model) for model in recap_models()]
    for parent, model in places:
        if model.can_create_at(parent.specific):
            if parent.permissions_for_user(user).can_add_subpage():
                return parent, model
    return None


def _blocks(event, occurrence) -> list:
    """Whom the hosts noted as having come, one by one, and the hosts thanked."""
    hosts = [host.pk for host in event.hosts.all()]
    came = Attendance.objects.filter(
        occurrence=occurrence, state=Attendance.State.CAME
    ).order_by("pk")
    hosts += came.filter(role=Attendance.Role.HOST).values_list("attendee", flat=True)
    blocks = [
        ("encounter", {"attendee": pk, "said": "", "picture": None})
        for pk in came.values_list("attendee", flat=True)
        if pk not in hosts
    ]
    if hosts:
        thanks = {"people": list(dict.fromkeys(hosts)), "text": ""}
        blocks.append(("thanks", thanks))
    return blocks


def _make(event, occurrence: Occurrence, parent, model, user):
    day = first_day(occurrence)
    with translation.override(page_language(event)):
        title = _("%(title)s: how it was on %(date)s") % {
            "title": occurrence.title or event.title,
            "date": date_format(day, "DATE_FORMAT"),
        }
    recap = model(
        title=title[:255],
        event_id=event.pk,
        occurrence=occurrence,
        date=day,
        author=user.get_full_name()[:150],
        locale_id=event.locale_id,
        owner=user,
        live=False,
    )
    names = recap.body.stream_block.child_blocks
    recap.body = [block for block in _blocks(event, occurrence) if block[0] in names]
    recap.topics.set(event.topics.all())
    parent.add_child(instance=recap)
    recap.save_revision(user=user)
    return recap


def open_recap(event, occurrence: Occurrence, place: tuple, user):
    """Return the recap of a date in the language of ``event``, and whether it is new.

    Asked twice, also at the same moment, it is the same one: the date's row is locked.
    ``place`` is what ``find_place`` gave.
    """
    with transaction.atomic():
        locked = Occurrence.objects.select_for_update().get(pk=occurrence.pk)
        known = recaps_of_dates([locked], event.locale_id)
        if pk := known.get(locked.pk):
            return get_page_model()._default_manager.get(pk=pk), False
        return _make(event, locked, *place, user), True
