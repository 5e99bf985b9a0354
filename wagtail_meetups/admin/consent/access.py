"""Who may read what is private of people, make links for them, and decide about passages."""

from django.contrib.auth.models import Permission
from wagtail.permission_policies.pages import PagePermissionPolicy

from ...models import PassageRequest

__all__ = [
    "LINK",
    "PRIVATE",
    "consent_permissions",
    "editable_pages",
    "may_decide",
    "may_see_wishes",
    "may_edit_people",
    "may_make_links",
]

# E-mail addresses and the hosts' notes.
PRIVATE = "wagtail_meetups.view_private_attendee"
LINK = "wagtail_meetups.link_attendee"


def consent_permissions():
    """What a group can be given in Wagtail's settings, beside add, change and delete."""
    return Permission.objects.filter(
        content_type__app_label="wagtail_meetups",
        codename__in=[name.split(".")[1] for name in (PRIVATE, LINK)],
    )


def may_edit_people(user) -> bool:
    return user.has_perm("wagtail_meetups.change_attendee")


def may_make_links(user) -> bool:
    return user.has_perm(LINK)


def editable_pages(user):
    """The pages that the user may edit, to look at what is asked about them."""
    return PagePermissionPolicy().instances_user_has_any_permission_for(
        user, {"change", "publish"}
    )


def may_see_wishes(user) -> bool:
    """Whoever edits people, or some page."""
    return may_edit_people(user) or PagePermissionPolicy().user_has_any_permission(
        user, {"add", "change", "publish"}
    )


def may_decide(user, request: PassageRequest) -> bool:
    """The author of the recap; about every recap at once, whoever edits people."""
    if request.page_id is None:
        return may_edit_people(user)
    return editable_pages(user).filter(pk=request.page_id).exists()
