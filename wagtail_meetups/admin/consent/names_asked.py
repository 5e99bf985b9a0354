"""Before publishing: whether the prose names somebody who did not agree to it."""

from django import forms
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import Panel
from wagtail.blocks import StreamValue
from wagtail.images import get_image_model

from ...consent.names import unagreed_names
from ...consent.texts import prose_fields
from ...models import Attendee

__all__ = ["NamesAskedMixin", "NamesPanel", "names_in_page"]

FIELD = "names_asked"
# In the form where the panel is: a form without it has no place to ask in.
MARK = "names_asked-shown"
# Authors sign for themselves.
SIGNATURE = "author"


def _picture_fields(model) -> list:
    """The pictures of a page itself, whose description readers of screen readers hear."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.related_model is get_image_model()
    ]


def _prose(page) -> dict:
    prose = {
        field.name: getattr(page, field.attname)
        for field in prose_fields(type(page))
        if field.name != SIGNATURE
    }
    for field in _picture_fields(type(page)):
        if image := getattr(page, field.name):
            prose[field.name] = image.default_alt_text
    return prose


def _near(page) -> set[int]:
    """The people that the page is about: hosts of its event, and those in its blocks."""
    found: set[int] = set()
    event = getattr(page, "event", None)
    if event is not None and hasattr(event.specific, "hosts"):
        found |= {host.pk for host in event.specific.hosts.all()}
    for value in _prose(page).values():
        if isinstance(value, StreamValue):
            for model, pk, *_path in value.stream_block.extract_references(value):
                if model is Attendee:
                    found.add(int(pk))
    return found


def names_in_page(page) -> list[str]:
    """The names in the prose of a page of people who did not agree to be named in recaps."""
    return unagreed_names(_prose(page).values(), _near(page))


class NamesAskedMixin(forms.Form):
    """Asks once for a new name: publishing needs a tick, a draft and a preview do not.

    What stands in the live page was asked about before, or was agreed to then: of those
    who take it back, the author is told elsewhere.
    """

    names_asked = forms.BooleanField(
        label=gettext_lazy("I have asked them, and they want to be named"),
        required=False,
    )

    def clean_for_publishing(self, cleaned_data) -> None:
        super().clean_for_publishing(cleaned_data)
        if MARK not in self.data or cleaned_data.get(FIELD):
            return
        page = type(self.instance)(event_id=self.instance.event_id)
        for field in (*prose_fields(type(page)), *_picture_fields(type(page))):
            value = cleaned_data.get(field.name, getattr(self.instance, field.name))
            setattr(page, field.name, value)
        if "event" in cleaned_data:
            page.event = cleaned_data["event"]
        names = names_in_page(page)
        if names and self.instance.pk and self.instance.live:
            live = type(self.instance)._default_manager.get(pk=self.instance.pk)
            names = [name for name in names if name not in names_in_page(live)]
        if names:
            self.add_error(
                FIELD,
                _(
                    "The text names people who have not agreed to that: %(names)s. Ask "
                    "them, or write it without the name."
                )
                % {"names": get_text_list(names, _("and"))},
            )


class NamesPanel(Panel):
    """On a recap: the names in its text, as it was saved last, that nobody agreed to."""

    def get_form_options(self):
        """Claim the tick, or Wagtail draws it once more, without a label, below the form."""
        form_class = getattr(self.model, "base_form_class", None)
        claimed = FIELD in getattr(form_class, "declared_fields", ())
        return {"fields": [FIELD]} if claimed else {}

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_meetups/admin/panels/names.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            names = names_in_page(self.instance) if self.instance.pk else []
            return context | {
                "names": names,
                "mark": MARK,
                "field": self.form[FIELD] if FIELD in self.form.fields else None,
            }
