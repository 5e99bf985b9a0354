"""Where one meets, and what about: the Venue and Topic snippets."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin
from wagtail.search import index

__all__ = ["Topic", "Venue"]


class Venue(TranslatableMixin, index.Indexed, models.Model):
    """A place to meet. Coordinates are degrees of WGS 84."""

    name = models.CharField(_("name"), max_length=255)
    address = models.TextField(
        _("address"), blank=True, help_text=_("Street, post code and town.")
    )
    directions = models.TextField(
        _("directions"),
        blank=True,
        help_text=_("How to find it, such as the nearest station and which exit."),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(-90)), MaxValueValidator(Decimal(90))],
        help_text=_("In degrees, north is positive: from -90 to 90."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(-180)), MaxValueValidator(Decimal(180))],
        help_text=_("In degrees, east is positive: from -180 to 180."),
    )
    link = models.URLField(_("link"), blank=True)
    access_notes = models.TextField(
        _("access notes"),
        blank=True,
        help_text=_(
            "Steps, lift, toilets, a quiet corner: what a guest may need to know."
        ),
    )

    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("address"),
        index.AutocompleteField("address"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self):
        super().clean()
        if (self.latitude is None) != (self.longitude is None):
            missing = "latitude" if self.latitude is None else "longitude"
            raise ValidationError(
                {missing: _("Give both latitude and longitude, or neither.")}
            )

    @property
    def coordinates(self) -> tuple[Decimal, Decimal] | None:
        """Latitude and longitude in degrees, or ``None`` unless both are known."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude

    @property
    def one_line(self) -> str:
        """Name and address on one line, as calendars want a location."""
        lines = [self.name, *self.address.splitlines()]
        return ", ".join(line.strip(" ,") for line in lines if line.strip(" ,"))


class Topic(TranslatableMixin, index.Indexed, models.Model):
    """What a meet-up or a recap is about."""

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("slug"), max_length=100, allow_unicode=True)

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]
        unique_together = [("translation_key", "locale"), ("slug", "locale")]

    def __str__(self) -> str:
        return self.name
