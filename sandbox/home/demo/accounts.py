"""The log-ins of the sandbox, and what the editor may do."""

import secrets

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.images import get_image_model
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page

from wagtail_meetups.comments.models import VisitorComment
from wagtail_meetups.models import Attendee, Topic, Venue

__all__ = ["EDITORS", "LOG_INS", "add_accounts", "allow_editors", "set_passwords"]

EDITORS = "Meet-up editors"
LOG_INS = {
    "admin": "may do everything",
    "editor": "plans meet-ups and knows the people",
    "member": "a visitor who may log in",
}


# Without those that look alike, for who types it into a phone.
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


def add_accounts() -> dict:
    """Make the users that are missing, who cannot log in yet. Existing ones stay."""
    model = get_user_model()
    users = {}
    for name in LOG_INS:
        user = model.objects.filter(username=name).first()
        if user is None:
            make = (
                model.objects.create_superuser
                if name == "admin"
                else model.objects.create_user
            )
            user = make(
                username=name,
                email=f"{name}@mardi-comptoir.example",
                password=None,
                first_name=name.capitalize(),
            )
        users[name] = user
    group, _created = Group.objects.get_or_create(name=EDITORS)
    users["editor"].groups.add(group)
    return users


def set_passwords(*, exposed: bool) -> str:
    """Give the log-ins a password, and return it where it is the same random one for all.

    Its names are the passwords where nobody else can reach the site; what it was given
    while others could is then taken back.
    """
    shared = "-".join(
        "".join(secrets.choice(LETTERS) for _letter in range(4)) for _part in range(3)
    )
    users = get_user_model().objects.filter(username__in=LOG_INS)
    for user in users:
        password = shared if exposed else user.get_username()
        if not user.check_password(password):
            user.set_password(password)
            user.save()
    return shared if exposed else ""


def _permission(model, codename: str) -> Permission:
    content_type = ContentType.objects.get_for_model(model)
    return Permission.objects.get(content_type=content_type, codename=codename)


def allow_editors(indexes, collection) -> None:
    """Let the editors' group work below these indexes, with the snippets and pictures."""
    group = Group.objects.get(name=EDITORS)
    group.permissions.add(
        Permission.objects.get(
            content_type__app_label="wagtailadmin", codename="access_admin"
        ),
        Permission.objects.get(
            content_type__app_label="simple_translation", codename="submit_translation"
        ),
        *(
            _permission(model, f"{action}_{model._meta.model_name}")
            for model in (Attendee, Topic, Venue, VisitorComment)
            for action in ("add", "change", "delete", "view")
        ),
    )
    for index in indexes:
        for action in ("add", "change", "publish"):
            GroupPagePermission.objects.get_or_create(
                group=group, page=index, permission=_permission(Page, f"{action}_page")
            )
    for action in ("add", "choose"):
        GroupCollectionPermission.objects.get_or_create(
            group=group,
            collection=collection,
            permission=_permission(get_image_model(), f"{action}_image"),
        )
