"""One change to every version of a page: what is live, what is drafted, what is scheduled.

Only the change is published. A draft of other edits stays a draft, what is scheduled
stays scheduled, a workflow goes on; each of them carries the change from now on.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Revision

from ..models.base import get_page_model

__all__ = ["Outcome", "change_versions", "lock_page", "lock_pages"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a change, for who made it.

    ``revision`` is the one that was published, or of a page that is not live its draft.
    """

    page: object
    revision: Revision
    is_live: bool
    keeps_draft: bool = False
    in_workflow: bool = False
    goes_live_at: datetime | None = None


class PublishAlone(PublishPageRevisionAction):
    """Publishes a revision, and leaves a workflow of the page alone: it is about another."""

    def _after_publish(self):
        # Where Wagtail looks for the workflow that a publishing ends.
        self.object._current_workflow_states = []
        super()._after_publish()


def lock_pages(page_ids: Iterable[int]) -> dict[int, object]:
    """Return these pages as they are now, and let nobody else change them meanwhile.

    What two hosts do at once follows each other, and neither undoes the other (SQLite
    has one writer at a time anyway). A page that is gone is not among them.
    """
    pages = get_page_model()._default_manager.filter(pk__in=set(page_ids))
    list(pages.order_by("pk").select_for_update().values_list("pk", flat=True))
    return {page.pk: page for page in pages.specific()}


def lock_page(page_id: int):
    """The same for one page; raises ``KeyError`` where it is gone."""
    return lock_pages([page_id])[page_id]


def _publish(page, change: Callable, user) -> Revision:
    change(page)
    if page.go_live_at and page.go_live_at > timezone.now():
        page.go_live_at = None  # That is when the scheduled version comes, not this.
    revision = page.save_revision(user=user)
    PublishAlone(revision, user=user, log_action=False).execute(
        skip_permission_checks=True
    )
    return revision


def _drafts(page) -> list[Revision | None]:
    """The versions that wait to be published, the latest one last; ``None`` is the row."""
    scheduled = page.revisions.filter(approved_go_live_at__isnull=False)
    found = list(scheduled.order_by("created_at", "pk"))
    if page.has_unpublished_changes and page.latest_revision:
        found = [one for one in found if one != page.latest_revision]
        found.append(page.latest_revision)
    return found or ([] if page.live else [None])


def _redraft(page, draft: Revision | None, change: Callable, user) -> Revision:
    version = page if draft is None else page.with_content_json(draft.content)
    change(version)
    at = draft.approved_go_live_at if draft else None
    # Drafts may be unfinished, so they are not checked.
    new = version.save_revision(user=user, approved_go_live_at=at, clean=False)
    if at:
        page.revisions.filter(pk=draft.pk).update(approved_go_live_at=None)
    return new


def _carry_on(workflow, revision: Revision) -> None:
    """What was approved so far holds for the new revision, which is the one to look at."""
    workflow.copy_approved_task_states_to_revision(revision)
    if task := workflow.current_task_state:
        task.revision = revision
        task.save(update_fields=["revision"])


def change_versions(page, change: Callable, *, user=None) -> Outcome:
    """Call ``change`` with each version of ``page`` and keep what it sets.

    ``page`` comes from ``lock_page``, in the same transaction. A page that is not live
    is changed in its draft alone. Raises ``ValidationError`` where what is live can no
    longer be published as it is.
    """
    workflow, drafts = page.current_workflow_state, _drafts(page)
    published = _publish(page, change, user) if page.live else None
    # Publishing has written the row.
    page = type(page)._default_manager.get(pk=page.pk)
    latest, goes_live_at = published, None
    for draft in drafts:
        if draft and draft.approved_go_live_at:
            goes_live_at = draft.approved_go_live_at
        latest = _redraft(page, draft, change, user)
        page = type(page)._default_manager.get(pk=page.pk)
    if workflow:
        _carry_on(workflow, latest)
    return Outcome(
        page=page,
        revision=published or latest,
        is_live=page.live,
        keeps_draft=bool(published and drafts),
        in_workflow=bool(workflow),
        goes_live_at=goes_live_at,
    )
