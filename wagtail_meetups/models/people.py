"""The people of a community, and what may be shown of them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string
from wagtail.search import index

from ..domain import people as domain
from .agreements import get_answers

__all__ = ["Attendee", "present_people"]


class AttendeeQuerySet(models.QuerySet):
    """People, by whether anything is still known of them."""

    def known(self):
        """Without those who were forgotten: rows that only count who was there."""
        return self.filter(forgotten_at__isnull=True)


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
        _("notes for the hosts"),
        blank=True,
        help_text=_(
            "Never shown to visitors. The person reads them in their own data."
        ),
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="meetup_attendee",
    )
    created_at = models.DateTimeField(
        _("first noted"), auto_now_add=True, editable=False
    )
    # Set where nothing is known any more but that somebody was there: see consent.forgetting.
    forgotten_at = models.DateTimeField(
        _("forgotten"), null=True, blank=True, editable=False
    )

    objects = AttendeeQuerySet.as_manager()

    # E-mail and notes stay out of the search index on purpose.
    search_fields = [
        index.SearchField("first_name"),
        index.AutocompleteField("first_name"),
        index.SearchField("last_name"),
        index.AutocompleteField("last_name"),
        index.SearchField("trade"),
        index.AutocompleteField("trade"),
        index.FilterField("forgotten_at"),
    ]

    class Meta:
        verbose_name = _("attendee")
        verbose_name_plural = _("attendees")
        ordering = ["first_name", "last_name", "pk"]
        permissions = [
            ("view_private_attendee", _("Can see e-mail and notes of attendees")),
            ("link_attendee", _("Can make private links for attendees")),
        ]

    def __str__(self) -> str:
        if self.forgotten_at:
            return gettext("someone forgotten")
        name = f"{self.first_name} {self.last_name}".strip()
        return f"{name}, {self.trade}" if self.trade else name

    def present(self, use: str) -> domain.PublicPerson:
        """What of this person may be shown in ``use`` (one of ``domain.people.USES``)."""
        return present_people([self], use)[0]


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
