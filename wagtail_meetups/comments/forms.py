"""The form that visitors write a comment in."""

import secrets
import time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import conf
from .library import CommentLibraryForm, new_comment
from .models import VisitorComment
from .text import clean_line, clean_text

__all__ = ["VisitorCommentForm"]


class VisitorCommentForm(CommentLibraryForm):
    """Name, e-mail, link and text of a guest; of who is logged in, the text alone."""

    key = forms.RegexField(r"\A[\w-]{20,64}\Z", widget=forms.HiddenInput)

    def __init__(self, page, data=None, *, has_account: bool):
        super().__init__(
            page, data=data, initial={"key": secrets.token_urlsafe(24)}, prefix=None
        )
        self.has_account = has_account
        if has_account:
            for name in ("name", "email", "url"):
                del self.fields[name]
        else:
            self.fields["name"].help_text = gettext_lazy("Shown beside your comment.")
            self.fields["email"].help_text = gettext_lazy("Never shown.")
            self.fields["url"].help_text = gettext_lazy(
                "If you like; your name is then linked to it."
            )
            self.fields["name"].widget.attrs["autocomplete"] = "name"
            self.fields["email"].widget.attrs["autocomplete"] = "email"
            self.fields["url"].widget.attrs["autocomplete"] = "url"
        self.fields["comment"].widget.attrs["rows"] = 8
        self.fields["honeypot"].widget.attrs.update(autocomplete="off", tabindex="-1")

    def clean_key(self) -> str:
        key = self.cleaned_data["key"]
        elsewhere = VisitorComment.objects.exclude(page=self.target_object.pk)
        if elsewhere.filter(key=key).exists():
            raise forms.ValidationError(self.fields["key"].error_messages["required"])
        return key

    def clean_name(self) -> str:
        name = clean_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(self.fields["name"].error_messages["required"])
        if "@" in name:
            raise forms.ValidationError(
                _("Your name is shown to everybody: please leave the “@” out.")
            )
        return name

    def clean_comment(self) -> str:
        text = clean_text(super().clean_comment())
        if not text:
            raise forms.ValidationError(
                self.fields["comment"].error_messages["required"]
            )
        return text

    def clean_honeypot(self) -> str:
        if self.cleaned_data["honeypot"]:
            raise forms.ValidationError(
                _("A hidden field was filled in. Please send your comment once more.")
            )
        return ""

    @property
    def is_stale(self) -> bool:
        """Whether it was made too long ago, for another page, or not by us."""
        fresh = self.generate_security_data()
        return bool(self.errors_of_safety) or any(
            self.data.get(name) != fresh[name] for name in ("content_type", "object_pk")
        )

    def renewed(self) -> "VisitorCommentForm":
        """The same words in a form that can be sent, and the empty hidden field again."""
        stamp = int(time.time()) - conf.get("COMMENTS_MIN_SECONDS")
        data = self.data.copy()
        data.update(self.generate_security_data())
        data["timestamp"] = str(stamp)
        data["security_hash"] = self.initial_security_hash(stamp)
        data["honeypot"] = ""
        if "key" in self.errors:
            data["key"] = secrets.token_urlsafe(24)
        return type(self)(self.target_object, data, has_account=self.has_account)

    @property
    def seconds(self) -> float:
        """How long ago the form was made."""
        return time.time() - self.cleaned_data["timestamp"]

    def make_comment(self):
        """The comment of a valid form, unsaved."""
        values = self.cleaned_data
        return new_comment(
            self.target_object,
            user_name=values.get("name", ""),
            user_email=values.get("email", ""),
            user_url=values.get("url", ""),
            comment=values["comment"],
            submit_date=timezone.now(),
        )
