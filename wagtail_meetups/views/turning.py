"""Lists of dates in pages: those to come and those past, turned each by itself."""

from collections.abc import Callable, Iterable

from django.core.paginator import Page, Paginator

from .. import conf
from ..models.dates import MeetupDate

__all__ = ["one_list", "two_lists"]


def two_lists(
    request, upcoming, past, to_list: Callable[[Iterable], list[MeetupDate]]
) -> tuple[Page, Page, dict[str, int | None]]:
    """Return a page of each of two querysets of dates, and what tells the pages apart.

    ``?page=N`` turns the pages of ``upcoming``, ``?past=N`` those of ``past``; a number
    beyond them is the last page. ``to_list`` makes of dates what a template shows. Each
    page has ``previous_link`` and ``next_link``, the addresses of its neighbours, which
    leave the other list, and whatever else stands in the address, as it is. The
    parameters are the numbers of the pages shown, ``None`` for a first one.
    """
    lists = {
        "page": _turn(request, "page", upcoming, to_list),
        "past": _turn(request, "past", past, to_list),
    }
    parameters = {
        name: page.number if page.has_previous() else None
        for name, page in lists.items()
    }
    for name, page in lists.items():
        _link(request, parameters, name, page)
    return lists["page"], lists["past"], parameters


def one_list(
    request, found, to_list: Callable[[Iterable], list], **kept: str
) -> tuple[Page, dict]:
    """Return a page of ``found`` as ``two_lists`` does, turned by ``?page=N``.

    ``kept`` are other parameters that tell this list from others, such as a topic.
    """
    page = _turn(request, "page", found, to_list)
    parameters = {**kept, "page": page.number if page.has_previous() else None}
    _link(request, parameters, "page", page)
    return page, parameters


def _turn(request, parameter: str, dates, to_list) -> Page:
    paginator = Paginator(dates, conf.get("PAGE_SIZE"))
    page = paginator.get_page(request.GET.get(parameter))
    page.object_list = to_list(page.object_list)
    return page


def _link(request, parameters, parameter: str, page: Page) -> None:
    """Give ``page`` the addresses of its neighbours, empty where there is none.

    A first page is left out of addresses: it has only one.
    """

    def turn(wanted: bool, step: int) -> str:
        if not wanted:
            return ""
        number = page.number + step
        query = request.GET.copy()
        for name, value in {
            **parameters,
            parameter: number if number > 1 else None,
        }.items():
            query.pop(name, None)
            if value:
                query[name] = value
        return f"?{query.urlencode()}"

    page.previous_link = turn(page.has_previous(), -1)
    page.next_link = turn(page.has_next(), 1)
