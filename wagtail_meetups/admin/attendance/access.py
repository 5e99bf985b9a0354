"""Who may see and change who was there.

The permissions are Django's for ``Attendance``, for the whole site as those for attendees
are: the people of several communities are one list. A draft that was never published is
for those who may write it.
"""

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404
from wagtail.permission_policies.pages import PagePermissionPolicy

from ...models import Occurrence
from ..consent.access import PRIVATE

__all__ = [
    "VERBS",
    "attendance_permissions",
    "dates_for",
    "find_date",
    "may",
    "may_look",
    "may_read_private",
]

VERBS = ("add", "change", "delete", "view")


def may(user, verb: str) -> bool:
    """Whether the user may ``add``, ``change`` or ``delete`` people on the list of a date."""
    return user.has_perm(f"wagtail_meetups.{verb}_attendance")


def may_look(user) -> bool:
    """Whether the user may see who was there: with any of the permissions."""
    return any(may(user, verb) for verb in VERBS)


def may_read_private(user) -> bool:
    """Whether the user may read e-mail addresses and hosts' notes."""
    return user.has_perm(PRIVATE)


def dates_for(user):
    """The dates whose people this user may see."""
    if not may_look(user):
        return Occurrence.objects.none()
    if user.is_superuser:
        return Occurrence.objects.all()
    writable = PagePermissionPolicy().instances_user_has_any_permission_for(
        user, {"add", "change", "publish"}
    )
    return Occurrence.objects.filter(
        Q(event__live=True)
        | Q(event__first_published_at__isnull=False)
        | Q(event__in=writable.values("pk"))
    )


def find_date(user, pk: int) -> Occurrence:
    """Return one date; raises ``PermissionDenied`` or ``Http404``."""
    if not may_look(user):
        raise PermissionDenied
    return get_object_or_404(dates_for(user).select_related("event"), pk=pk)


def attendance_permissions():
    """What a group can be given in Wagtail's settings."""
    return Permission.objects.filter(
        content_type__app_label="wagtail_meetups", content_type__model="attendance"
    )
