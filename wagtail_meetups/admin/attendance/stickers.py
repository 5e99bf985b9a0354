"""Stickers for one date: first what sheet, then a page to print.

A sticker is handed to the person it names, so it needs no agreement: nothing public is
made of it.
"""

from django import forms
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext_lazy as _

from ...domain.names import fold
from ...domain.stickers import SHEETS, find_sheet, lay_out
from ...models import Attendance
from .base import DateView, date_url

__all__ = ["PrintView", "StickersForm", "StickersView"]

State = Attendance.State
WHO = {
    "here": (_("who is expected or came"), ~Q(state=State.ABSENT)),
    "expected": (_("who is expected"), Q(state=State.EXPECTED)),
    "came": (_("who came"), Q(state=State.CAME)),
    "all": (_("everybody on the list"), Q()),
}


def describe_sheet(sheet) -> str:
    """Maker, labels on a sheet, their size, and the paper."""
    return _("%(name)s: %(count)s of %(width)s × %(height)s mm, %(paper)s") % {
        "name": sheet.maker,
        "count": sheet.count,
        "width": f"{sheet.width:.4g}",
        "height": f"{sheet.height:.4g}",
        "paper": sheet.paper.name.capitalize(),
    }


class StickersForm(forms.Form):
    """What to print on which sheet; every field has a value where none is given."""

    sheet = forms.ChoiceField(label=_("Label sheet"), required=False)
    who = forms.ChoiceField(
        label=_("For"),
        choices=[(key, label) for key, (label, _condition) in WHO.items()],
        required=False,
    )
    first = forms.IntegerField(
        label=_("First label"),
        min_value=1,
        initial=1,
        required=False,
        help_text=_(
            "To use up a sheet: counted along the rows, from the left at the top."
        ),
    )
    blanks = forms.IntegerField(
        label=_("Empty stickers"),
        min_value=0,
        max_value=200,
        initial=0,
        required=False,
        help_text=_("For people who come unannounced, to be written by hand."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [
            (sheet.code, describe_sheet(sheet)) for sheet in SHEETS
        ]

    def clean(self):
        values = super().clean()
        sheet = find_sheet(values.get("sheet") or SHEETS[0].code)
        if (values.get("first") or 1) > sheet.count:
            self.add_error(
                "first",
                forms.ValidationError(
                    _("This sheet has %(count)s labels."), params={"count": sheet.count}
                ),
            )
        return values

    @property
    def chosen(self) -> dict:
        values = self.cleaned_data
        return {
            "sheet": values["sheet"] or SHEETS[0].code,
            "who": values["who"] or "here",
            "first": values["first"] or 1,
            "blanks": values["blanks"] or 0,
        }


class StickersView(DateView):
    """Asks for the sheet; what was chosen stands in the address of the page to print."""

    page_title = _("Stickers")
    header_icon = "tag"
    template_name = "wagtail_meetups/admin/attendance/stickers.html"

    def get(self, request):
        if not request.GET:
            return self.respond(form=StickersForm())
        form = StickersForm(request.GET)
        if not form.is_valid():
            return self.respond(form=form)
        address = date_url(self.occurrence.pk, "print")
        return HttpResponseRedirect(f"{address}?{urlencode(form.chosen)}")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            people=self.occurrence.attendances.count(), **kwargs
        )


class PrintView(DateView):
    """Nothing but the sheets, in true size; one query for all people."""

    def get(self, request):
        form = StickersForm(request.GET)
        if not form.is_valid():
            query = request.GET.urlencode()
            return HttpResponseRedirect(
                f"{date_url(self.occurrence.pk, 'stickers')}?{query}"
            )
        chosen = form.chosen
        sheet = find_sheet(chosen["sheet"])
        rows = self.occurrence.attendances.filter(WHO[chosen["who"]][1]).order_by()
        people = sorted(
            rows.values_list("attendee__first_name", "attendee__trade"),
            key=lambda person: (fold(person[0]), person),
        )
        return TemplateResponse(
            request,
            "wagtail_meetups/admin/attendance/print.html",
            {
                "occurrence": self.occurrence,
                "title": self.get_page_subtitle(),
                "sheet": sheet,
                "sheet_name": describe_sheet(sheet),
                "paper_css": f"wagtail_meetups/admin/paper-{sheet.paper.name.lower()}.css",
                "is_rtl": get_language_bidi(),
                "sheets": lay_out(
                    people, sheet, first=chosen["first"], blanks=chosen["blanks"]
                ),
                "back_url": date_url(self.occurrence.pk, "stickers"),
            },
        )
