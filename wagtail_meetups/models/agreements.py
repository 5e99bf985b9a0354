"""What each person agreed to have shown: rows that are added, and never changed."""

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..domain import people as domain
from ..signals import agreements_changed

__all__ = ["Agreement", "AppendOnlyError", "get_answers", "tell_of_change"]


class AppendOnlyError(TypeError):
    """An answer that a person gave was about to be changed or taken out."""

    def __init__(self):
        super().__init__(
            "Agreements are only added: what a person takes back is another row with "
            "agreed=False. They go with the person, and hand_over() moves them to another."
        )


class AgreementQuerySet(models.QuerySet):
    """Rows that can be read and added."""

    def update(self, **kwargs):
        raise AppendOnlyError

    update.alters_data = True

    def bulk_update(self, objs, fields, batch_size=None):
        raise AppendOnlyError

    bulk_update.alters_data = True

    def delete(self):
        raise AppendOnlyError

    delete.alters_data = True

    def hand_over(self, attendee) -> int:
        """Move these answers to another person, who turned out to be the same one.

        Order and dates stay, so that of two answers the later one counts.
        """
        return super().update(attendee=attendee)

    hand_over.alters_data = True

    def forget(self) -> None:
        """Take out the answers of people of whom nothing is known any more."""
        super().delete()

    forget.alters_data = True


class Agreement(models.Model):
    """One answer of one person. Rows are only added; the latest one counts."""

    class Field(models.TextChoices):
        FIRST_NAME = "first_name", _("first name")
        LAST_NAME = "last_name", _("last name")
        TRADE = "trade", _("trade")
        BIO = "bio", _("words about them")
        LINK = "link", _("link")
        PHOTO = "photo", _("photo")
        PICTURED = domain.PICTURED, _("photographs with them on it")

    class Use(models.TextChoices):
        EVENTS = domain.USE_EVENTS, _("on event pages, as host or speaker")
        RECAPS = domain.USE_RECAPS, _("in recaps")

    class How(models.TextChoices):
        DOOR = "door", _("said at the door")
        LINK = "link", _("by their own link")
        PAPER = "paper", _("on paper")

    attendee = models.ForeignKey(
        "wagtail_meetups.Attendee",
        verbose_name=_("attendee"),
        on_delete=models.CASCADE,
        related_name="agreements",
    )
    field = models.CharField(
        pgettext_lazy("agreement", "what"), max_length=20, choices=Field.choices
    )
    use = models.CharField(
        pgettext_lazy("agreement", "where"), max_length=20, choices=Use.choices
    )
    agreed = models.BooleanField(_("agreed"))
    at = models.DateTimeField(pgettext_lazy("agreement", "when"), auto_now_add=True)
    how = models.CharField(
        pgettext_lazy("agreement", "how"), max_length=20, choices=How.choices
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written down by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["pk"]

    def __str__(self) -> str:
        # No name and no answer: this text may end up in logs.
        return f"{self.get_field_display()} · {self.get_use_display()}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnlyError


def get_answers(attendees) -> dict[int, list[domain.Answer]]:
    """The answers of each of these people, by their id, in the order they gave them."""
    answers: dict[int, list[domain.Answer]] = {person.pk: [] for person in attendees}
    rows = Agreement.objects.filter(attendee__in=list(answers)).order_by("pk")
    for row in rows.values_list("attendee_id", "field", "use", "agreed"):
        answers[row[0]].append(domain.Answer(*row[1:]))
    return answers


def tell_of_change(attendee_id: int) -> None:
    """Send ``agreements_changed`` for this person, once what changed is committed."""
    sender = apps.get_app_config("wagtail_meetups")
    transaction.on_commit(
        lambda: agreements_changed.send(sender=sender, attendee_id=attendee_id)
    )
