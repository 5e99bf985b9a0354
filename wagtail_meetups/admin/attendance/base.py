"""What the views of one date share."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .access import find_date, may, may_look, may_read_private
from .telling import date_title, short_when

__all__ = ["NAMESPACE", "DateView", "date_url", "dates_url"]

NAMESPACE = "meetups_dates"


def dates_url() -> str:
    """The address of the list of dates."""
    return reverse(f"{NAMESPACE}:index")


def date_url(pk: int, view: str = "who", *args) -> str:
    """The address of who was at this date, or of another view of it."""
    return reverse(f"{NAMESPACE}:{view}", args=[pk, *args])


class DateView(WagtailAdminTemplateMixin, View):
    """A page about one date, for those who may see who was there.

    ``verb`` is what one must be allowed to do besides looking.
    """

    header_icon = "group"
    verb: str | None = None

    def dispatch(self, request, *args, pk: int, **kwargs):
        if not may_look(request.user) or (
            self.verb and not may(request.user, self.verb)
        ):
            raise PermissionDenied
        self.occurrence = find_date(request.user, pk)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return f"{date_title(self.occurrence)}, {short_when(self.occurrence)}"

    def get_breadcrumbs_items(self):
        items = [*self.breadcrumbs_items, {"url": dates_url(), "label": _("Dates")}]
        if type(self).__name__ != "WhoView":
            url = date_url(self.occurrence.pk)
            items.append({"url": url, "label": _("Who was there")})
        return [
            *items,
            {
                "url": "",
                "label": self.get_page_title(),
                "sublabel": self.get_page_subtitle(),
            },
        ]

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            occurrence=self.occurrence,
            date_title=date_title(self.occurrence),
            date_when=short_when(self.occurrence),
            who_url=date_url(self.occurrence.pk),
            may_add=may(user, "add"),
            may_change=may(user, "change"),
            may_delete=may(user, "delete"),
            may_read_private=may_read_private(user),
            **kwargs,
        )

    def respond(self, status: int = 200, **context):
        return self.render_to_response(self.get_context_data(**context), status=status)

    def to_who(self, attendance_id: int | None = None):
        """Back to the list, at this person; filters and page of the list stay."""
        url = date_url(self.occurrence.pk)
        if query := self.request.GET.urlencode():
            url = f"{url}?{query}"
        return HttpResponseRedirect(
            f"{url}#person-{attendance_id}" if attendance_id else url
        )
