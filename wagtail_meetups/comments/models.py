"""What this package knows of a comment besides the comment itself, and of a page's thread.

The words, and who wrote them, are rows of django-contrib-comments. Nothing of a person is
repeated here.
"""

from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ..models.base import PAGE_MODEL, get_page_model

__all__ = ["COMMENTS_TOO", "RateMark", "Room", "VisitorComment"]


def COMMENTS_TOO(collector, field, sub_objs, using):
    """An ``on_delete`` that takes the library's comments along with a deleted page.

    These know their page by a number alone, so that they would stay behind. Three queries,
    whatever the number of comments.
    """
    models.CASCADE(collector, field, sub_objs, using)
    related = VisitorComment._meta.get_field("comment").related_model
    ids = [row.comment_id for row in sub_objs]
    collector.collect(related._base_manager.using(using).filter(pk__in=ids))


class Room(models.Model):
    """What one page says about its comments; what is empty is as the site has it.

    A row of its own and no field of the page: it goes into no draft, no copy and no
    translation, and sites without comments have none of it.
    """

    wagtail_reference_index_ignore = True

    class Status(models.TextChoices):
        OPEN = "open", pgettext_lazy("comments", "open")
        CLOSED = "closed", pgettext_lazy("comments", "closed")

    class Hold(models.TextChoices):
        ALL = "all", _("all comments")
        UNKNOWN = (
            "unknown",
            _("all but those of accounts that a host has let pass before"),
        )
        GUESTS = "guests", _("those of guests")
        NONE = "none", pgettext_lazy("comments", "none")

    class Who(models.TextChoices):
        EVERYONE = "everyone", _("everyone")
        ACCOUNTS = "accounts", _("those who are logged in")

    page = models.OneToOneField(
        PAGE_MODEL,
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="+",
        primary_key=True,
    )
    status = models.CharField(
        _("comments are"), max_length=10, blank=True, choices=Status.choices
    )
    close_days = models.PositiveIntegerField(
        _("closed after, in days"),
        null=True,
        blank=True,
        help_text=_(
            "Days after the page was first published, of an event after its last date. "
            "0: never. Empty: as on the other pages."
        ),
    )
    hold = models.CharField(
        _("held until a host has read them"),
        max_length=10,
        blank=True,
        choices=Hold.choices,
    )
    who = models.CharField(
        _("who may write"), max_length=10, blank=True, choices=Who.choices
    )

    class Meta:
        verbose_name = _("comment settings of a page")
        verbose_name_plural = _("comment settings of pages")

    def __str__(self) -> str:
        return str(self.page_id)


class VisitorComment(models.Model):
    """One comment on one page: in which state it is, and why."""

    # It uses a page and is used by nothing; each would cost queries when pages go.
    wagtail_reference_index_ignore = True

    class State(models.IntegerChoices):
        # In this order in the admin: what waits comes first.
        WAITING = 1, pgettext_lazy("comment", "waiting")
        PUBLISHED = 2, pgettext_lazy("comment", "published")
        SPAM = 3, pgettext_lazy("comment", "spam")
        REMOVED = 4, pgettext_lazy("comment", "removed")

    comment = models.OneToOneField(
        "django_comments.Comment", on_delete=models.CASCADE, related_name="+"
    )
    page = models.ForeignKey(
        PAGE_MODEL,
        verbose_name=_("page"),
        on_delete=COMMENTS_TOO,
        related_name="+",
        db_index=False,
    )
    answer_to = models.ForeignKey(
        "self",
        verbose_name=_("answer to"),
        null=True,
        blank=True,
        on_delete=COMMENTS_TOO,
        related_name="answers",
    )
    state = models.PositiveSmallIntegerField(
        _("state"), choices=State.choices, default=State.WAITING
    )
    # What undoing leads back to; the same as ``state`` where there is nothing to undo.
    previous_state = models.PositiveSmallIntegerField(
        choices=State.choices, default=State.WAITING, editable=False
    )
    # Since when it is in this state: what is purged goes by it.
    state_since = models.DateTimeField(_("since"), db_index=True)
    # As the source has it, untranslated: hosts and visitors may speak other languages.
    reason = models.CharField(_("reason"), max_length=255, blank=True)
    # Random, of the form that it was sent with: a form sent twice is one comment.
    key = models.CharField(max_length=64, unique=True, editable=False)
    # When the moderators were written to.
    told_at = models.DateTimeField(null=True, editable=False, db_index=True)

    class Meta:
        verbose_name = _("visitor comment")
        verbose_name_plural = _("visitor comments")
        ordering = ["state", "-pk"]
        indexes = [
            # A thread in its order; and what waits, latest first.
            models.Index(fields=["page", "state", "id"], name="meetups_comment_thread"),
            models.Index(fields=["state", "-id"], name="meetups_comment_state"),
        ]

    def __str__(self) -> str:
        # No name and no word of it: this text stays in logs when the comment has gone.
        return gettext("Comment %(number)s") % {"number": self.pk}

    @property
    def shown_reason(self) -> str:
        """Why it is held, in the language of who reads it."""
        return gettext(self.reason) if self.reason else ""

    @property
    def can_undo(self) -> bool:
        """Whether there is a state to go back to."""
        return self.previous_state != self.state

    @property
    def specific_page(self):
        """The page with its own type; one query."""
        return get_page_model()._default_manager.get(pk=self.page_id).specific


class RateMark(models.Model):
    """When one account, or one address, sent its last comments.

    ``key`` is a digest: no address stands here.
    """

    key = models.CharField(max_length=64, unique=True)
    # Seconds since 1970, oldest first.
    times = models.JSONField(default=list)
    touched = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.pk)
