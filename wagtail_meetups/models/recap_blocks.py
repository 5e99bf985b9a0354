"""The blocks that a recap is told in: the people met, and what was said, seen and left.

A template never gets the people themselves: ``get_context`` makes of each value what may
be shown of it, and the API tells the same.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..domain.people import PublicPerson
from .attendee_block import AttendeeBlock
from .blocks import BodyTextBlock, QuoteBlock, body_blocks
from .chosen import person_for_api
from .pictures import GalleryBlock, Picture, PictureBlock
from .wording import called

__all__ = [
    "EncounterBlock",
    "EncounterValue",
    "HeadingBlock",
    "LinksBlock",
    "RecapQuoteBlock",
    "ThanksBlock",
    "recap_blocks",
]

WORDS = ["bold", "italic", "link", "ol", "ul"]


@dataclass(frozen=True, slots=True)
class Encounter:
    """Somebody met, as far as it may be told; ``picture`` may be ``None``.

    ``anchor`` is its id on the page, and ``level`` that of its heading: empty and ``None``
    where the body around it is not a recap's.
    """

    person: PublicPerson
    said: Any
    picture: Any
    anchor: str = ""
    level: int | None = None


class EncounterValue(blocks.StructValue):
    """What the author wrote, and where in the body it stands (see ``told``)."""

    anchor = ""
    level: int | None = None

    @property
    def told(self) -> Encounter:
        """What may be told of it."""
        chosen, picture = self.get("attendee"), self.get("picture")
        # A picture beside somebody's name shows them, as far as anybody can tell.
        if picture and chosen is not None:
            picture = Picture(picture.image, [chosen, *picture.people])
        return Encounter(
            person=chosen.person if chosen else PublicPerson(),
            said=self.get("said"),
            picture=picture.shown if picture else None,
            anchor=self.anchor,
            level=self.level,
        )


class EncounterBlock(blocks.StructBlock):
    """Somebody whom the author met, and what they talked about."""

    attendee = AttendeeBlock(
        required=False,
        help_text=_("Readers see of them what they agreed to, and no more."),
    )
    said = BodyTextBlock(label=_("What was said"), required=False, features=WORDS)
    picture = PictureBlock(
        label=_("Picture"),
        required=False,
        help_text=_("Shown only if this person agreed to be seen on photographs."),
        collapsed=True,
    )

    def get_context(self, value, parent_context=None):
        return super().get_context(value.told, parent_context=parent_context)

    def get_api_representation(self, value, context=None):
        told = value.told
        return {
            "person": person_for_api(told.person),
            "said": self.child_blocks["said"].get_api_representation(
                told.said, context=context
            ),
            "picture": self.child_blocks["picture"].get_api_representation(
                Picture(told.picture) if told.picture else None, context=context
            ),
        }

    class Meta:
        icon = "user"
        label = _("Encounter")
        template = "wagtail_meetups/blocks/encounter.html"
        value_class = EncounterValue


class HeadingBlock(blocks.CharBlock):
    """A heading between the parts of a body."""

    def deconstruct(self):
        """In migrations it is Wagtail's own block: what differs is not in the table."""
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.CharBlock", args, kwargs

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "wagtail_meetups/blocks/heading.html"


class RecapQuoteBlock(QuoteBlock):
    """What somebody said: one of the people, or anybody else by their name."""

    attendee = AttendeeBlock(
        required=False,
        help_text=_(
            "Named as far as they agreed. For anybody else, write above who said it."
        ),
    )

    def _source(self, value) -> str:
        chosen = value.get("attendee")
        if chosen is None:
            return value.get("source") or ""
        person = chosen.person
        if not person.name or not person.trade:
            return capfirst(called(person))
        return gettext("%(name)s, %(trade)s") % {
            "name": person.name,
            "trade": person.trade,
        }

    def get_context(self, value, parent_context=None):
        told = {"text": value.get("text"), "source": self._source(value)}
        return super().get_context(told, parent_context=parent_context)

    def get_api_representation(self, value, context=None):
        return {"text": value.get("text"), "source": self._source(value)}

    def get_searchable_content(self, value):
        """What was said; who said it only where the author wrote that as words."""
        if value.get("attendee") is None:
            return super().get_searchable_content(value)
        return self.child_blocks["text"].get_searchable_content(value.get("text"))


class LinkBlock(blocks.StructBlock):
    """Something of the evening that is to be had elsewhere."""

    title = blocks.CharBlock(label=_("Title"))
    url = blocks.URLBlock(label=_("Address"), max_length=500)
    kind = blocks.ChoiceBlock(
        label=_("What it is"),
        choices=[
            ("slides", pgettext_lazy("link", "slides")),
            ("film", pgettext_lazy("link", "film")),
            ("sound", pgettext_lazy("link", "sound recording")),
            ("other", pgettext_lazy("link", "something else")),
        ],
        default="slides",
    )

    class Meta:
        icon = "link"
        label = _("Link")


class LinksBlock(blocks.StructBlock):
    """Slides, films and whatever else was left of an evening."""

    links = blocks.ListBlock(LinkBlock(), label=_("Links"))

    class Meta:
        icon = "link"
        label = _("Slides and films")
        template = "wagtail_meetups/blocks/links.html"


class ThanksBlock(blocks.StructBlock):
    """Who is thanked, and what for."""

    people = blocks.ListBlock(
        AttendeeBlock(required=False, size="line"),
        label=_("Whom to thank"),
        help_text=_("Named as far as they agreed; those who did not are left out."),
        default=[],
    )
    text = BodyTextBlock(label=_("Thanks"), required=False, features=WORDS)

    def _people(self, value) -> list[PublicPerson]:
        chosen = [one for one in value.get("people") or () if one]
        people = [one.person for one in chosen if not one.is_withheld]
        return [person for person in people if person.is_shown]

    def get_context(self, value, parent_context=None):
        told = {"people": self._people(value), "text": value.get("text")}
        return super().get_context(told, parent_context=parent_context)

    def get_api_representation(self, value, context=None):
        text = self.child_blocks["text"]
        return {
            "people": [person_for_api(person) for person in self._people(value)],
            "text": text.get_api_representation(value.get("text"), context=context),
        }

    class Meta:
        icon = "pick"
        label = _("Thanks")
        template = "wagtail_meetups/blocks/thanks.html"


def recap_blocks() -> list:
    """The blocks that the body of a recap is made of; those of an event are among them."""
    plain = dict(body_blocks())
    return [
        ("encounter", EncounterBlock()),
        ("text", plain["text"]),
        ("heading", HeadingBlock()),
        ("image", PictureBlock()),
        ("gallery", GalleryBlock()),
        ("quote", RecapQuoteBlock()),
        ("embed", plain["embed"]),
        ("links", LinksBlock()),
        ("thanks", ThanksBlock()),
    ]
