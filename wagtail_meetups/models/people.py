"""The people of a community, and what each agreed to have shown."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.images import get_image_model_string
from wagtail.search import index

from ..domain import people as domain

__all__ = ["Agreement", "Attendee", "get_answers", "present_people"]


class Attendee(index.Indexed, models.Model):
    """Someone who comes. Nothing of it is public but what ``Agreement`` rows allow.

    No revisions on purpose: what a person takes back must not live on in a history.
    """

    first_name = models.CharField(_("first name"), max_length=100)
    last_name = models.CharField(_("last name"), max_length=100, blank=True)
    trade = models.CharField(
        _("trade"),
        max_length=150,
        blank=True,
        help_text=_("What they do, in a few words."),
    )
    bio = models.TextField(_("words about them"), blank=True)
    link = models.URLField(_("link"), blank=True)
    photo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("photo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("Never shown."))
    notes = models.TextField(
        _("notes for the hosts"), blank=True, help_text=_("Never shown to visitors.")
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="meetup_attendee",
    )

    # E-mail and notes stay out of the search index on purpose.
    search_fields = [
        index.SearchField("first_name"),
        index.AutocompleteField("first_name"),
        index.SearchField("last_name"),
        index.AutocompleteField("last_name"),
        index.SearchField("trade"),
        index.AutocompleteField("trade"),
    ]

    class Meta:
        verbose_name = _("attendee")
        verbose_name_plural = _("attendees")
        ordering = ["first_name", "last_name", "pk"]

    def __str__(self) -> str:
        name = f"{self.first_name} {self.last_name}".strip()
        return f"{name}, {self.trade}" if self.trade else name

    def present(self, use: str) -> domain.PublicPerson:
        """What of this person may be shown in ``use`` (one of ``domain.people.USES``)."""
        return present_people([self], use)[0]


class Agreement(models.Model):
    """One answer of one person. Rows are only added; the latest one counts."""

    class Field(models.TextChoices):
        FIRST_NAME = "first_name", _("first name")
        LAST_NAME = "last_name", _("last name")
        TRADE = "trade", _("trade")
        BIO = "bio", _("words about them")
        LINK = "link", _("link")
        PHOTO = "photo", _("photo")

    class Use(models.TextChoices):
        EVENTS = domain.USE_EVENTS, _("on event pages, as host or speaker")
        RECAPS = domain.USE_RECAPS, _("in recaps")

    class How(models.TextChoices):
        DOOR = "door", _("said at the door")
        LINK = "link", _("by their own link")
        PAPER = "paper", _("on paper")

    attendee = models.ForeignKey(
        Attendee,
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

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["pk"]

    def __str__(self) -> str:
        # No name and no answer: this text may end up in logs.
        return f"{self.get_field_display()} · {self.get_use_display()}"


def get_answers(attendees) -> dict[int, list[domain.Answer]]:
    """The answers of each of these people, by their id, in the order they gave them."""
    answers: dict[int, list[domain.Answer]] = {person.pk: [] for person in attendees}
    rows = Agreement.objects.filter(attendee__in=list(answers)).order_by("pk")
    for row in rows.values_list("attendee_id", "field", "use", "agreed"):
        answers[row[0]].append(domain.Answer(*row[1:]))
    return answers


def present_people(attendees, use: str) -> list[domain.PublicPerson]:
    """Return a ``PublicPerson`` for each attendee, in order.

    One query for the answers of all, and one for the photos of those who agreed to show
    theirs; the photos of the others are not looked up.
    """
    attendees = list(attendees)
    answers = get_answers(attendees)
    agreed = {pk: domain.agreed_fields(given, use) for pk, given in answers.items()}
    with_photo = [person for person in attendees if "photo" in agreed[person.pk]]
    models.prefetch_related_objects(with_photo, "photo")
    people = []
    for person in attendees:
        values = {
            field: getattr(person, field) if field in agreed[person.pk] else None
            for field in domain.FIELDS
        }
        people.append(domain.present(values, answers[person.pk], use))
    return people
