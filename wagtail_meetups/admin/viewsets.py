"""The "Meet-ups" group of the admin menu, and the snippets in it."""

from django.contrib.auth import get_permission_codename, get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from ..models import Attendee, Topic, Venue
from ..models.registry import event_models, recap_models
from .calendar import CalendarViewSet
from .listings import EventListingViewSet, RecapListingViewSet
from .people_form import AttendeeForm

__all__ = ["AttendeeViewSet", "MeetupsViewSetGroup", "TopicViewSet", "VenueViewSet"]


def change_user_permission() -> str:
    """The full name of the permission to change accounts, on this site's user model."""
    meta = get_user_model()._meta
    return f"{meta.app_label}.{get_permission_codename('change', meta)}"


class AttendeeViewSet(SnippetViewSet):
    """The people of the community, found by name and trade."""

    model = Attendee
    icon = "group"
    list_display = ["__str__", "trade"]
    # A copy would be a person who agreed to nothing, and look like the one who did.
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("first_name"), FieldPanel("last_name")]),
            FieldPanel("trade"),
            FieldPanel("bio"),
            FieldPanel("link"),
            FieldPanel("photo"),
            MultiFieldPanel(
                [
                    FieldPanel("agreed_events"),
                    FieldPanel("agreed_recaps"),
                    FieldPanel("agreed_how"),
                ],
                heading=_("What they agreed to have shown"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("email"),
                    FieldPanel("notes"),
                    # Choosing an account shows them all: only for those who keep them.
                    FieldPanel("user", permission=change_user_permission()),
                ],
                heading=_("For the hosts only"),
            ),
        ],
        base_form_class=AttendeeForm,
    )


class VenueViewSet(SnippetViewSet):
    """Places to meet."""

    model = Venue
    icon = "site"
    list_display = ["name", "address"]
    panels = [
        FieldPanel("name"),
        FieldPanel("address"),
        FieldPanel("directions"),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
        FieldPanel("link"),
        FieldPanel("access_notes"),
    ]


class TopicViewSet(SnippetViewSet):
    """What one meets about."""

    model = Topic
    icon = "tag"
    panels = [FieldPanel("name"), FieldPanel("slug")]


class MeetupsViewSetGroup(SnippetViewSetGroup):
    """Events and recaps of each page type of the site, their calendar, and the snippets."""

    menu_label = _("Meet-ups")
    menu_icon = "calendar-alt"
    menu_order = 150
    menu_item_is_registered = True

    @property
    def items(self):
        listings = [
            viewset(
                f"meetups_{model._meta.label_lower.replace('.', '_')}",
                model=model,
                menu_label=model._meta.verbose_name_plural.capitalize(),
            )
            for viewset, models in (
                (EventListingViewSet, event_models()),
                (RecapListingViewSet, recap_models()),
            )
            for model in models
        ]
        return [
            *listings,
            CalendarViewSet(),
            AttendeeViewSet,
            VenueViewSet,
            TopicViewSet,
        ]
