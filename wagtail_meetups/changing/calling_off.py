"""Cancel, postpone, move and take back: the event or one of its dates, told at once everywhere."""

from collections.abc import Callable

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import PageLogEntry

from .single_dates import DateName
from .verbs import Reason, TakeBack, TakeBackDate, state_of
from .versions import Outcome, change_versions, lock_page

__all__ = [
    "ACTIONS",
    "acting_page",
    "carry_out",
    "take_back",
    "translations_with_reasons",
]

# The entries of the audit log, by verb.
ACTIONS = {
    verb: f"wagtail_meetups.{verb}" for verb in ("cancel", "postpone", "move", "undo")
}


def acting_page(page):
    """The page that keeps *when* and status of this one: what it mirrors or translates."""
    while page.alias_of_id:
        page = page.alias_of.specific
    return page.schedule_source or page


def translations_with_reasons(page) -> list:
    """The other pages of the meet-up that say in their own language why it is called off."""
    pages = type(page)._default_manager.filter(
        translation_key=page.translation_key, alias_of__isnull=True
    )
    return list(pages.exclude(pk=page.pk).select_related("locale").order_by("pk"))


def _date_text(name: DateName | None) -> str:
    return name.wall.isoformat(timespec="minutes") if name else ""


def _tell_translations(page, change: Callable, reasons: dict[int, str], user) -> None:
    """Say why in other languages.

    Where a draft was published in another language only, the row of that page is
    written: a revision of it would take over the rest of the draft too.
    """
    if page.was_published:
        for pk, reason in reasons.items():
            change_versions(lock_page(pk), Reason(reason), user=user)
        return
    for told in translations_with_reasons(page):
        if told.live:
            change(told)
            told.status_reason = reasons.get(told.pk, "")
            told.save(clean=False, update_fields=[*state_of(told), "changes"])


def _log(outcome: Outcome, change, user, **data) -> None:
    log(
        instance=outcome.page,
        action=ACTIONS[change.verb],
        user=user,
        revision=outcome.revision,
        content_changed=True,
        data={"date": _date_text(change.name), "reason": change.reason, **data},
    )


def carry_out(
    page_id: int, change: Callable, *, user=None, reasons: dict[int, str] | None = None
) -> Outcome:
    """Do one of ``changing.verbs`` to an event page, in all its versions.

    ``reasons`` are why, in the words of translations, by the ids of these pages. Who
    may do so has been asked before. Raises as ``change_versions`` does.
    """
    with transaction.atomic():
        page = lock_page(page_id)
        told = page if page.live else page.get_latest_revision_as_object()
        before = state_of(told, change.name)
        change(told)
        after = state_of(told, change.name)
        # ``told`` may be the row itself: read it again as it was.
        outcome = change_versions(
            type(page)._default_manager.get(pk=page_id), change, user=user
        )
        _tell_translations(outcome.page, change, reasons or {}, user)
        _log(outcome, change, user, before=before, after=after)
    return outcome


def _last_done(page, name: DateName | None = None) -> dict | None:
    """The data of the last entry about the event, or about one date; ``None`` without one.

    An entry that was taken back counts as none.
    """
    entries = PageLogEntry.objects.filter(page=page.pk, action__in=ACTIONS.values())
    for entry in entries.order_by("-timestamp", "-pk"):
        if entry.data.get("date", "") == _date_text(name):
            return None if entry.action == ACTIONS["undo"] else entry.data
    return None


def take_back(page, name: DateName | None = None) -> TakeBack | TakeBackDate:
    """The change that undoes what was done last to the event, or to one date."""
    done = _last_done(page, name) or {}
    if name is not None:
        return TakeBackDate(name, before=done.get("before", {}))
    return TakeBack(before=done.get("before", {}), after=done.get("after", {}))
