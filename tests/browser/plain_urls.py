"""The tests' site with one page more in its admin: a form with nothing in it but Wagtail's."""

from django import forms
from django.template.response import TemplateResponse
from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.admin.widgets import (
    AdminDateInput,
    AdminDateTimeInput,
    AdminPageChooser,
    AdminTimeInput,
)
from wagtail.images.widgets import AdminImageChooser
from wagtail.snippets.widgets import AdminSnippetChooser

from wagtail_meetups.models import Venue

from ..urls import urlpatterns as site_urlpatterns


class PlainForm(forms.Form):
    """Each of the widgets that Wagtail has for the kinds of fields that our models have."""

    # No two pickers beside each other: leaving one must not open the next.
    date = forms.DateField(widget=AdminDateInput)
    page = forms.CharField(widget=AdminPageChooser)
    time = forms.TimeField(widget=AdminTimeInput)
    picture = forms.CharField(widget=AdminImageChooser)
    moment = forms.DateTimeField(widget=AdminDateTimeInput)
    snippet = forms.CharField(widget=AdminSnippetChooser(model=Venue))
    text = forms.CharField(widget=DraftailRichTextArea)


def plain_form(request):
    form = PlainForm()
    context = {"form": form, "media": form.media, "page_title": "Plain"}
    return TemplateResponse(request, "wagtailadmin/generic/form.html", context)


urlpatterns = [
    path("admin/plain/", require_admin_access(plain_form)),
    *site_urlpatterns,
]
