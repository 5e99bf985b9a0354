"""The "Meet-ups" group of the admin menu, and the snippets in it."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from ..models import Attendee, Topic, Venue
from ..models.registry import event_models, recap_models
from .attendance.dates import DatesViewSet
from .attendance.history import HistoryPanel
from .calendar import CalendarViewSet
from .choosers import AttendeeChooserViewSet
from .consent.access import PRIVATE
from .consent.panels import AnswersPanel
from .duplicates import change_user_permission
from .listings import EventListingViewSet, RecapListingViewSet
from .merge_with import AttendeeEditView
from .people_form import AttendeeForm
from .people_list import AttendeeIndexView

__all__ = ["AttendeeViewSet", "MeetupsViewSetGroup", "TopicViewSet", "VenueViewSet"]


class AttendeeViewSet(SnippetViewSet):
    """The people of the community, found by name and trade."""

    model = Attendee
    icon = "group"
    list_display = ["__str__", "trade"]
    index_view_class = AttendeeIndexView
    edit_view_class = AttendeeEditView
    # A copy would be a person who agreed to nothing, and look like the one who did.
    copy_view_enabled = False
    chooser_viewset_class = AttendeeChooserViewSet
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("first_name"), FieldPanel("last_name")]),
            FieldPanel("trade"),
            FieldPanel("bio"),
            FieldPanel("link"),
            FieldPanel(
                "photo",
                help_text=_(
                    "Whoever sees it can read the name of its file: keep the name of the "
                    "person out of it."
                ),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("agreed_events"),
                    FieldPanel("agreed_recaps"),
                    FieldPanel("agreed_how"),
                    AnswersPanel(),
                ],
                heading=_("What they agreed to have shown"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("email", permission=PRIVATE),
                    FieldPanel("notes", permission=PRIVATE),
                    # Choosing an account shows them all: only for those who keep them.
                    FieldPanel("user", permission=change_user_permission()),
                ],
                heading=_("For the hosts only"),
            ),
            HistoryPanel(heading=_("Their evenings")),
        ],
        base_form_class=AttendeeForm,
    )

    def get_queryset(self, request):
        return Attendee.objects.known()


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
            DatesViewSet(),
            AttendeeViewSet,
            VenueViewSet,
            TopicViewSet,
        ]
