"""All that this package uses of django-contrib-comments, so that it can be replaced.

Import it when the apps are loaded, not before.
"""

import warnings

import django_comments
from django import forms
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_comments.models import Comment
from django_comments.signals import comment_was_posted, comment_will_be_posted

with warnings.catch_warnings():
    # Of a field that Django 5.2 wants to be told more of; ours is below.
    warnings.filterwarnings("ignore", message="The default scheme")
    from django_comments.forms import CommentForm

__all__ = [
    "MAX_LENGTH",
    "Comment",
    "CommentLibraryForm",
    "comment_was_posted",
    "comment_will_be_posted",
    "comments_on",
    "foreign_app",
    "is_in_charge",
    "new_comment",
    "set_flags",
    "site_id",
    "target_of",
]

MAX_LENGTH = CommentForm.base_fields["comment"].max_length


class CommentLibraryForm(CommentForm):
    """The library's form with its honeypot, its signed time and its fields, in our words."""

    field_order = ["name", "email", "url", "comment"]
    url = forms.URLField(required=False, max_length=200, assume_scheme="https")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = pgettext_lazy("person", "Name")
        self.fields["email"].label = _("E-mail")
        self.fields["url"].label = _("Your website")
        self.fields["comment"].label = _("Your comment")
        self.fields["honeypot"].label = _("Leave this empty")

    def check_for_duplicate_comment(self, new):
        """Leave that to the checks: the library would hand out the earlier comment."""
        return new

    @property
    def errors_of_safety(self) -> dict:
        """What is wrong with the hidden fields."""
        names = ("content_type", "object_pk", "timestamp", "security_hash")
        return {name: self.errors[name] for name in names if name in self.errors}


def foreign_app() -> str:
    """The comment system of the host, where it has another than the plain library."""
    name = django_comments.get_comment_app_name()
    return "" if name == django_comments.DEFAULT_COMMENTS_APP else name


def is_in_charge() -> bool:
    """Whether threads and moderation of comments are ours on this site."""
    return not foreign_app()


def site_id() -> int:
    """The site of ``django.contrib.sites`` that new comments belong to.

    The library wants one; who may see a comment is a matter of its page.
    """
    if known := getattr(settings, "SITE_ID", None):
        return known
    site = Site.objects.order_by("pk").first()
    return (site or Site.objects.create(domain="example.com", name="example.com")).pk


def new_comment(page, **values) -> Comment:
    """An unsaved comment on a page, held until somebody says otherwise."""
    return Comment(
        content_type=ContentType.objects.get_for_model(type(page)),
        object_pk=str(page.pk),
        site_id=site_id(),
        is_public=False,
        **values,
    )


def comments_on(model):
    """All comments that the library knows on pages of this class, whoever took them."""
    content_type = ContentType.objects.get_for_model(model)
    return Comment.objects.filter(content_type=content_type)


def target_of(comment) -> tuple[type | None, str]:
    """The model and the key of what this comment is on; of any model of comments."""
    known = comment.content_type_id  # What is no row yet may have the type alone.
    content_type = (
        ContentType.objects.get_for_id(known) if known else comment.content_type
    )
    return content_type.model_class(), str(comment.object_pk)


def set_flags(comment_ids, *, is_public: bool, is_removed: bool) -> None:
    """What the library itself goes by, for whoever reads its tables."""
    Comment.objects.filter(pk__in=comment_ids).update(
        is_public=is_public, is_removed=is_removed
    )
