"""All that is held of a person, for themselves."""

from collections.abc import Callable

from django.apps import apps

from ..models import PassageRequest
from ..signals import exporting_person
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


def _evenings(attendee) -> list:
    rows = attendee.attendances.select_related("occurrence__event")
    return [
        {
            "event": row.occurrence.title or row.occurrence.event.title,
            "date": row.occurrence.start.isoformat(),
            "role": row.role,
            "state": row.state,
            "note_of_the_hosts": row.note,
        }
        for row in rows.order_by("occurrence__start", "pk")
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
    "evenings": _evenings,
    "shown_on": _appearances,
    "passages_to_take_out": _passages,
    "private_links": _links,
}


def personal_data(attendee, *, by_address: bool = False) -> dict:
    """Everything about one person that this package keeps, ready for JSON.

    Instants are in ISO 8601. Who of the hosts wrote something down is about them, and
    left out. With ``by_address``, also what other apps hold under the same e-mail
    address: only where somebody has made sure that it is theirs, for the person writes it
    down themselves on their private page.
    """
    data = {name: part(attendee) for name, part in PARTS.items()}
    answers = exporting_person.send(
        sender=apps.get_app_config("wagtail_meetups"),
        email=attendee.email if by_address else "",
        user_id=attendee.user_id,
    )
    for _receiver, more in answers:
        data |= more
    return data
