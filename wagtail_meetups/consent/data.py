"""All that is held of a person, for themselves."""

from collections.abc import Callable

from ..models import PassageRequest
from .appearances import find_appearances

__all__ = ["PARTS", "personal_data"]


def _values(attendee) -> dict:
    return {
        "first_name": attendee.first_name,
        "last_name": attendee.last_name,
        "trade": attendee.trade,
        "words_about_them": attendee.bio,
        "link": attendee.link,
        "photo": attendee.photo.file.url if attendee.photo else None,
        "email": attendee.email,
        "notes_of_the_hosts": attendee.notes,
        "account": attendee.user.get_username() if attendee.user else None,
        "first_noted": attendee.created_at.isoformat(),
    }


def _agreements(attendee) -> list:
    return [
        {
            "what": row.field,
            "where": row.use,
            "agreed": row.agreed,
            "when": row.at.isoformat(),
            "how": row.how,
        }
        for row in attendee.agreements.all()
    ]


def _links(attendee) -> list:
    return [
        {
            "made": link.created_at.isoformat(),
            "valid_until": (link.revoked_at or link.expires_at).isoformat(),
        }
        for link in attendee.personal_links.all()
    ]


def _appearances(attendee) -> list:
    return [
        {"page": found.page.title, "address": found.url, "where": found.use}
        for found in find_appearances(attendee.pk)
    ]


def _passages(attendee) -> list:
    rows = PassageRequest.objects.filter(attendee=attendee.pk).select_related("page")
    return [
        {
            "recap": row.page.title if row.page else None,
            "asked": row.asked_at.isoformat(),
            "decision": row.decision or None,
        }
        for row in rows
    ]


# What stands under each name; an app that holds more of a person adds a function.
PARTS: dict[str, Callable] = {
    "person": _values,
    "agreements": _agreements,
    "shown_on": _appearances,
    "passages_to_take_out": _passages,
    "private_links": _links,
}


def personal_data(attendee) -> dict:
    """Everything about one person that this package keeps, ready for JSON.

    Instants are in ISO 8601. Who of the hosts wrote something down is about them, and
    left out.
    """
    return {name: part(attendee) for name, part in PARTS.items()}
