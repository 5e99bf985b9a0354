"""Passages of recaps that the person they are about asked to have taken out."""

from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from .base import PAGE_MODEL, get_page_model
from .people import Attendee

__all__ = ["NameFinding", "PassageRequest", "withheld_attendees"]


class PassageRequestQuerySet(models.QuerySet):
    def open(self):
        """Those that no author has looked at yet."""
        return self.filter(decided_at__isnull=True)

    def withholding(self):
        """Those whose passages are hidden: until somebody decides that they may stay."""
        return self.exclude(decision=PassageRequest.Decision.SHOW)


class PassageRequest(models.Model):
    """A person asked for what is told of them to go, words and picture.

    It outlives the person: whoever erases themselves must not bring the passage back. So
    ``attendee`` is the bare number that the page's blocks hold too, and names nobody.
    """

    class Decision(models.TextChoices):
        NONE = "", _("not looked at")
        SHOW = "show", _("shown again")
        HIDE = "hide", _("stays hidden")

    attendee = models.ForeignKey(
        Attendee,
        verbose_name=_("attendee"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="passage_requests",
    )
    page = models.ForeignKey(
        PAGE_MODEL,
        verbose_name=_("recap"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Empty: every recap."),
    )
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    decision = models.CharField(
        _("decision"),
        max_length=10,
        blank=True,
        default=Decision.NONE,
        choices=Decision.choices,
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = PassageRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to take a passage out")
        verbose_name_plural = _("requests to take passages out")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class NameFinding(models.Model):
    """A place where the name of somebody who was erased still stands, for its author.

    The name itself is not kept: whoever reads the place finds it.
    """

    page = models.ForeignKey(
        PAGE_MODEL,
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    place = models.CharField(_("where"), max_length=255)
    block = models.CharField(max_length=40, blank=True, editable=False)
    found_at = models.DateTimeField(_("found"), auto_now_add=True)

    class Meta:
        verbose_name = _("name left over")
        verbose_name_plural = _("names left over")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.place


def withheld_attendees(page_ids: Iterable[int]) -> dict[int, set[int]]:
    """The ids of those whose passages are hidden, for each of these pages.

    A request holds for the page, its translations and its aliases alike, whenever they
    were made. Two queries, for any number of pages.
    """
    pages = get_page_model()._default_manager.filter(pk__in=list(page_ids)).order_by()
    story = Coalesce("alias_of__translation_key", "translation_key")
    rows = dict(pages.annotate(story=story).values_list("pk", "story"))
    found: dict[int, set[int]] = {pk: set() for pk in page_ids}
    if not rows:
        return found
    requests = PassageRequest.objects.withholding().order_by()
    requests = requests.filter(
        Q(page__isnull=True)
        | Q(page__translation_key__in=set(rows.values()))
        | Q(page__alias_of__translation_key__in=set(rows.values()))
    )
    requests = requests.annotate(
        story=Coalesce("page__alias_of__translation_key", F("page__translation_key"))
    )
    by_story = defaultdict(set)
    for story_key, attendee_id in requests.values_list("story", "attendee_id"):
        by_story[story_key].add(attendee_id)
    for pk, key in rows.items():
        found[pk] |= by_story[key] | by_story[None]
    return found
