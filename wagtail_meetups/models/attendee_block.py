"""The block that chooses a person, for our bodies and for StreamFields of the host's own."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.snippets.blocks import SnippetChooserBlock

from ..domain.people import USE_RECAPS, PublicPerson
from .chosen import ChosenAttendee, attendee_of, person_for_api
from .people import Attendee
from .wording import called

__all__ = ["SIZES", "AttendeeBlock", "describe_shown", "title_for_editors"]

# The parts that show a person: parts/person_line.html and so on.
SIZES = ("line", "card", "full")


def title_for_editors(attendee: Attendee, person: PublicPerson) -> str:
    """A person as the editor names them, with what readers will see of them."""
    words = {"person": attendee, "shown": describe_shown(person)}
    if not person.name:
        return (
            _("%(person)s · has not agreed to be named · readers see: %(shown)s")
            % words
        )
    return _("%(person)s · readers see: %(shown)s") % words


def describe_shown(person: PublicPerson) -> str:
    """What readers see of a person in a body, in a few words for the editor."""
    parts = [called(person)]
    if person.name and person.trade:
        parts.append(person.trade)
    if person.photo:
        parts.append(_("with the photo"))
    return ", ".join(parts)


class AttendeeBlock(SnippetChooserBlock):
    """Chooses an attendee; what it gives to templates is a ``ChosenAttendee``.

    ``use`` is one of ``domain.people.USES`` and says which agreements count; ``size`` is
    one of ``SIZES``. However many there are in a body, they take the queries of one.
    """

    def __init__(self, *, use: str = USE_RECAPS, size: str = "card", **kwargs):
        if size not in SIZES:
            raise ValueError(f"size must be one of {', '.join(SIZES)}, not {size!r}.")
        self.use = use
        self.size = size
        kwargs.setdefault("label", gettext_lazy("Who"))
        super().__init__(Attendee, **kwargs)

    @cached_property
    def model_class(self):
        return Attendee

    def deconstruct(self):
        """In migrations it is Wagtail's own block: what differs is not in the table."""
        _path, _args, kwargs = super().deconstruct()
        kwargs = {
            name: value for name, value in kwargs.items() if name not in ("use", "size")
        }
        return (
            "wagtail.snippets.blocks.SnippetChooserBlock",
            (Attendee._meta.label,),
            kwargs,
        )

    def to_python(self, value):
        return self.bulk_to_python([value])[0]

    def bulk_to_python(self, values):
        return ChosenAttendee.choose(values, self.use)

    def normalize(self, value):
        """Accepts an attendee or an id too, where a body is written in Python."""
        return self.value_from_form(value)

    def value_from_form(self, value):
        if value is None or isinstance(value, ChosenAttendee):
            return value
        pk = getattr(value, "pk", value)
        try:
            return ChosenAttendee(int(pk), self.use)
        except (TypeError, ValueError):
            return None

    def value_for_form(self, value):
        return None if value is None else value.pk

    def get_form_state(self, value):
        attendee = None if value is None else attendee_of(value)
        state = super().get_form_state(attendee)
        if attendee is not None:
            state["string"] = title_for_editors(attendee, value.person)
        return state

    def extract_references(self, value):
        if value is not None:
            yield Attendee, str(value.pk), "", ""

    def get_api_representation(self, value, context=None):
        return None if value is None else person_for_api(value.person)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        return context | {
            "person": value.person if value else None,
            "person_template": f"wagtail_meetups/parts/person_{self.size}.html",
        }

    class Meta:
        icon = "user"
        template = "wagtail_meetups/blocks/attendee.html"
