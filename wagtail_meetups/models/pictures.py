"""Photographs in a recap: they are shown if everybody who is named on them agreed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListValue
from wagtail.images.blocks import ImageBlock, ImageBlockComparison
from wagtail.images.models import AbstractImage

from .attendee_block import AttendeeBlock
from .chosen import ChosenAttendee

__all__ = ["GalleryBlock", "Picture", "PictureBlock"]


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """An image in its place in a body, and those whom the author named on it.

    They are not kept on the image: Wagtail puts images into caches.
    """

    image: AbstractImage
    people: Iterable[ChosenAttendee | None] = ()

    @property
    def shown(self) -> AbstractImage | None:
        """The image, if everybody who is named on it agreed to be seen; else ``None``."""
        if all(one.may_be_pictured for one in self.people if one):
            return self.image
        return None


def _image_of(value: Any):
    return value.image if isinstance(value, Picture) else value


class PictureComparison(ImageBlockComparison):
    """Compares pictures in the history of a page."""

    def htmlvalue(self, val):
        if isinstance(val, Picture):
            val = self.block._image_to_struct_value(val)
        return super().htmlvalue(val)


class PictureBlock(ImageBlock):
    """Wagtail's image with its alt text, and who is on it; its value is a ``Picture``.

    Templates get the image alone, and only where it may be shown. What a body held in an
    ``ImageBlock`` before can be read as it is.
    """

    people = blocks.ListBlock(
        AttendeeBlock(required=False),
        label=_("Who is on it"),
        help_text=_(
            "It is shown only while each of them agrees to be seen on photographs."
        ),
        default=[],
        collapsed=True,
    )

    def deconstruct(self):
        return f"{__name__}.PictureBlock", [], self._constructor_kwargs

    def _struct_value_to_image(self, struct_value):
        image = super()._struct_value_to_image(struct_value)
        return Picture(image, struct_value.get("people") or ()) if image else None

    def _image_to_struct_value(self, value):
        people = value.people if isinstance(value, Picture) else ()
        if not isinstance(people, ListValue):
            people = self.child_blocks["people"].normalize(list(people))
        return {**super()._image_to_struct_value(_image_of(value)), "people": people}

    def _people(self, value):
        return self._image_to_struct_value(value)["people"]

    def normalize(self, value):
        """Accepts an image too, where a body is written in Python."""
        if isinstance(value, Picture):
            return value
        if isinstance(value, AbstractImage):
            return Picture(value)
        return super().normalize(value)

    def clean(self, value):
        super().clean(_image_of(value))
        if value:
            self.child_blocks["people"].clean(self._people(value))
        return value

    def get_searchable_content(self, value):
        return super().get_searchable_content(value.shown if value else None)

    def get_form_context(self, value, prefix="", errors=None):
        return super().get_form_context(_image_of(value), prefix=prefix, errors=errors)

    def get_form_state(self, value):
        people = self.child_blocks["people"].get_form_state(self._people(value))
        return {**super().get_form_state(_image_of(value)), "people": people}

    def get_prep_value(self, value):
        people = self.child_blocks["people"].get_prep_value(self._people(value))
        return {**super().get_prep_value(_image_of(value)), "people": people}

    def extract_references(self, value):
        yield from super().extract_references(_image_of(value))
        people = self.child_blocks["people"]
        for model, pk, model_path, path in people.extract_references(
            self._people(value)
        ):
            yield model, pk, f"people.{model_path}", f"people.{path}"

    def get_comparison_class(self):
        return PictureComparison

    def get_api_representation(self, value, context=None):
        """Nothing of a picture that may not be shown, and never who is on it."""
        if not value or not value.shown:
            return None
        told = super().get_api_representation(value, context=context)
        del told["people"]
        return told

    def get_context(self, value, parent_context=None):
        shown = value.shown if value else None
        return super().get_context(shown, parent_context=parent_context)

    class Meta:
        icon = "image"
        label = _("Image")
        template = "wagtail_meetups/blocks/image.html"


class GalleryBlock(blocks.StructBlock):
    """Several pictures that are looked at together."""

    title = blocks.CharBlock(label=_("Title"), required=False)
    images = blocks.ListBlock(PictureBlock(), label=_("Pictures"))

    def get_context(self, value, parent_context=None):
        """The title, and the images that may be shown."""
        pictures = value.get("images") or ()
        told = {
            "title": value.get("title"),
            "images": [one.shown for one in pictures if one and one.shown],
        }
        return super().get_context(told, parent_context=parent_context)

    class Meta:
        icon = "image"
        label = _("Gallery")
        template = "wagtail_meetups/blocks/gallery.html"
