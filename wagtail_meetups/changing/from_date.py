"""“From this date on”: a series goes on as a page of its own, and no date is lost or told twice.

The new page is a draft, and its dates are still those of the old one. When it is first
published, the old series ends before it, and the rows of the dates that follow pass over
with all that hangs on them: in one transaction, so that every calendar has each date once.
"""

from datetime import date

from django.db import transaction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import PageViewRestriction

from ..domain.errors import MeetupError
from ..domain.schedule import first_occurrence
from ..domain.splitting import begun_on, cut_for, ended_before
from ..models import AbstractEvent, Occurrence
from ..models.registry import recap_models
from ..publishing import publish
from ..publishing.matching import wall
from .calling_off import translations_with_reasons
from .single_dates import blocks_before, blocks_from, set_changes
from .versions import change_versions, lock_page, lock_pages

__all__ = ["ACTION", "continue_from", "hand_on"]

# The entry of the audit log.
ACTION = "wagtail_meetups.continue"


class EndBefore:
    """The series has no date from ``day`` on; a draft that has none before stays."""

    def __init__(self, day: date):
        self.day = day

    def __call__(self, event) -> None:
        try:
            ended = ended_before(event.schedule, self.day)
        except (AttributeError, MeetupError):
            return  # A draft without a date, or with other ones.
        event.recurrence = ended.rule
        set_changes(event, blocks_before(event, self.day))


class TellOf:
    """A recap tells of this event."""

    def __init__(self, event):
        self.event = event

    def __call__(self, recap) -> None:
        recap.event = self.event


def _copy(page, values: dict, user):
    """A draft beside ``page`` with these values, and a slug of its own."""
    parent = page.get_parent()
    slug = find_available_slug(parent, f"{page.slug}-{values['start_date']}")
    action = CopyPageAction(
        page=page,
        to=parent,
        update_attrs={
            **values,
            "slug": slug,
            "draft_title": page.title,
            "go_live_at": None,
            "expire_at": None,
        },
        copy_revisions=False,
        keep_live=False,
        user=user,
    )
    return action.execute(skip_permission_checks=True)


def _copy_translations(earlier, later, values: dict, user) -> list:
    """A page for each visible translation of the series that ``later`` has none in yet."""
    key = later.translation_key
    known = {page.locale_id for page in translations_with_reasons(later)}
    return [
        _copy(page, {**values, "translation_key": key}, user)
        for page in translations_with_reasons(earlier)
        if page.live and page.locale_id not in known
    ]


def _values(event) -> dict:
    names = [name for name in event.shared_fields if name != "venue"]
    return {name: getattr(event, name) for name in names}


@transaction.atomic
def continue_from(page_id: int, day: date, *, user=None):
    """Return a draft of the series' dates from ``day`` on, beside it, with its translations.

    Nothing changes for the public until that is published: see ``hand_on``. Raises
    ``NoDatesError`` where the series has no date on ``day``, or none before.
    """
    earlier = lock_page(page_id)
    ended_before(earlier.schedule, day)
    begun = begun_on(earlier.schedule, day)
    wanted = type(earlier)._default_manager.get(pk=earlier.pk)
    set_changes(wanted, blocks_from(earlier, day, begun.changes))
    values = {
        "start_date": begun.start_date,
        "start_time": begun.start_time,
        "end_date": begun.end_date,
        "end_time": begun.end_time,
        "recurrence": begun.rule,
        "changes": wanted.changes,
    }
    later = _copy(earlier, {**values, "continues": earlier}, user)
    # What copies leave out has to be written by hand.
    type(later)._default_manager.filter(pk=later.pk).update(continues=earlier.pk)
    later.continues_id = earlier.pk
    _copy_translations(earlier, later, values, user)
    log(
        instance=later,
        action=ACTION,
        user=user,
        data={"from": day.isoformat(), "title": earlier.title, "page": earlier.pk},
    )
    return later


def _is_first_time(page) -> bool:
    return page.live and page.first_published_at == page.last_published_at


def _find_cut(earlier, later) -> date | None:
    """The day of the first date to hand over; ``None`` where there is none."""
    try:
        first = date.fromisoformat(first_occurrence(later.schedule).key[:10])
        day = cut_for(earlier.schedule, first)
        if day is not None:
            ended_before(earlier.schedule, day)
    except (AttributeError, MeetupError):
        return None  # One of the two has no dates.
    return day


def hand_on(page_id: int) -> None:
    """End the series that this page goes on from, if it is now published for the first time.

    Called after the commit that published it. Its translations and aliases are published
    along, where those of the old series are: else these readers would lose their dates.
    """
    with transaction.atomic():
        later = lock_page(page_id)
        if not _is_first_time(later) or later.alias_of_id or later.schedule_source:
            return
        pages = lock_pages([later.pk, later.continues_id])
        earlier, later = pages.get(later.continues_id), pages[later.pk]
        if not (isinstance(earlier, AbstractEvent) and earlier.is_series):
            return
        if not earlier.live or (day := _find_cut(earlier, later)) is None:
            return
        rows = [
            row.pk
            for row in Occurrence.objects.filter(event=earlier.pk)
            if wall(row).date() >= day
        ]
        followers = _followers(earlier)
        ended = change_versions(earlier, EndBefore(day))
        log(
            instance=ended.page,
            action=ACTION,
            revision=ended.revision,
            content_changed=True,
            data={"until": day.isoformat(), "title": later.title, "page": later.pk},
        )
        # Somebody may have published in between: these are as new as the page.
        Occurrence.objects.filter(event=later.pk).delete()
        Occurrence.objects.filter(pk__in=rows).update(event=later.pk)
        _take_recaps_along(rows, later)
        _publish_translations(earlier, later)
        for alias in followers:
            _follow(alias, earlier, later)
        publish([earlier.pk, later.pk])


def _take_recaps_along(rows: list[int], later) -> None:
    for model in recap_models():
        recaps = model._default_manager.filter(
            occurrence__in=rows, alias_of__isnull=True
        )
        for pk in list(recaps.values_list("pk", flat=True)):
            change_versions(lock_page(pk), TellOf(later))


def _publish_translations(earlier, later) -> None:
    _copy_translations(earlier, later, _values(later), None)
    told = {page.locale_id for page in translations_with_reasons(earlier) if page.live}
    for page in translations_with_reasons(later):
        if page.locale_id in told and not page.was_published:
            page.get_latest_revision().publish()


def _followers(page) -> list:
    """The live aliases of the page and of its translations."""
    pages = [page, *translations_with_reasons(page)]
    aliases = type(page)._default_manager.filter(alias_of__in=[one.pk for one in pages])
    return list(aliases.filter(live=True))


def _follow(alias, earlier, later) -> None:
    """Mirror the new series where the old one is mirrored, and no more openly."""
    original = later
    if alias.alias_of_id != earlier.pk:
        locale = alias.alias_of.locale_id
        found = translations_with_reasons(later)
        original = next((page for page in found if page.locale_id == locale), None)
    parent = alias.get_parent()
    if original is None or type(later)._default_manager.filter(
        alias_of=original.pk
    ).child_of(parent):
        return
    is_translation = alias.translation_key == earlier.translation_key
    mirror = original.create_alias(
        parent=parent,
        update_slug=find_available_slug(parent, original.slug),
        update_locale=alias.locale,
        reset_translation_key=not is_translation,
    )
    held = set(mirror.view_restrictions.values_list("restriction_type", "password"))
    for restriction in alias.view_restrictions.all():
        if (restriction.restriction_type, restriction.password) not in held:
            copy = PageViewRestriction.objects.create(
                page_id=mirror.pk,
                restriction_type=restriction.restriction_type,
                password=restriction.password,
            )
            copy.groups.set(restriction.groups.all())
