"""The list of visitor comments: what waits comes first."""

from django.db.models import Q
from django.forms import CheckboxSelectMultiple
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_filters import (
    CharFilter,
    DateFromToRangeFilter,
    ModelChoiceFilter,
    MultipleChoiceFilter,
)
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.snippets.views.snippets import IndexView

from ...models.base import get_page_model
from ..models import VisitorComment
from ..text import excerpt
from .permissions import can

__all__ = ["CommentFilterSet", "CommentIndexView", "listed"]

NAMES = ("comment__user_name",)
# Who may not see an address must not find out by searching for it.
NAMES_AND_ADDRESSES = (*NAMES, "comment__user_email")


def _commented_pages(request):
    pages = VisitorComment.objects.order_by().values("page")
    return get_page_model()._default_manager.filter(pk__in=pages).order_by("title")


class CommentFilterSet(WagtailFilterSet):
    """By state, page, author and date."""

    state = MultipleChoiceFilter(
        label=_("State"),
        choices=VisitorComment.State.choices,
        widget=CheckboxSelectMultiple,
    )
    page = ModelChoiceFilter(label=_("Page"), queryset=_commented_pages)
    author = CharFilter(label=_("Author"), method="filter_author")
    sent = DateFromToRangeFilter(
        field_name="comment__submit_date",
        label=_("Date"),
        widget=DateRangePickerWidget,
    )

    class Meta:
        model = VisitorComment
        fields: list[str] = []  # All of them are declared above.

    def filter_author(self, queryset, name, value):
        return _containing(queryset, value, _person(self.request.user))


def _person(user) -> tuple[str, ...]:
    return NAMES_AND_ADDRESSES if can(user, "change") else NAMES


def _containing(queryset, words: str, lookups):
    condition = Q()
    for lookup in lookups:
        condition |= Q(**{f"{lookup}__icontains": words})
    return queryset.filter(condition)


def _search(queryset, words: str, user):
    if not words:
        return queryset
    return _containing(queryset, words, ("comment__comment", *_person(user)))


def listed(query: str, request):
    """The comments that a list with this query string holds, on all its pages."""
    data = QueryDict(query)
    filters = CommentFilterSet(
        data, queryset=VisitorComment.objects.all(), request=request
    )
    if not filters.is_valid():
        return VisitorComment.objects.none()
    return _search(filters.qs, data.get("q", "").strip(), request.user)


class CommentIndexView(IndexView):
    """Each comment with its first words, page, state and date."""

    is_searchable = True
    default_ordering = ["state", "-pk"]

    def search_queryset(self, queryset):
        return _search(queryset, self.search_query or "", self.request.user)

    @property
    def show_export_buttons(self) -> bool:
        return False  # Addresses are given out by ``export_comments``, one at a time.

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("comment", "page")

    def get_edit_url(self, instance):
        # The same page for all: it shows each what they may do.
        return reverse(self.edit_url_name, args=[instance.pk])

    def get_list_buttons(self, instance):
        return []


COLUMNS = [
    TitleColumn(
        "comment",
        label=_("Comment"),
        accessor=lambda row: excerpt(row.comment.comment) or str(row),
        get_url=lambda row: reverse(
            VisitorComment.snippet_viewset.get_url_name("edit"), args=[row.pk]
        ),
        get_title_id=lambda row: f"snippet_{row.pk}_title",
    ),
    Column(
        "name",
        label=_("Author"),
        accessor="comment.user_name",
        classname="meetups-wide-only",
    ),
    Column(
        "page",
        label=_("Page"),
        accessor="page.title",
        classname="meetups-wide-only",
    ),
    Column(
        "state",
        label=_("State"),
        accessor=lambda row: row.get_state_display(),
        sort_key="state",
        classname="meetups-phone-last",
    ),
    DateColumn(
        "submit_date",
        label=_("Sent"),
        accessor="comment.submit_date",
        sort_key="comment__submit_date",
        classname="meetups-wide-only",
    ),
]
