"""Writing down what a person agreed to."""

from collections.abc import Mapping, Set

from django.db import transaction

from ..domain.people import agreed_fields, askable_fields
from ..models import Agreement, Attendee
from ..models.agreements import get_answers, tell_of_change

__all__ = ["NAME_FIELDS", "agreed_by_use", "record_answers"]

NAME_FIELDS = frozenset({"first_name", "last_name"})


def agreed_by_use(attendee) -> dict[str, frozenset[str]]:
    """What the person agrees to now, for each use."""
    answers = get_answers([attendee])[attendee.pk]
    return {use: agreed_fields(answers, use) for use in Agreement.Use.values}


def record_answers(
    attendee,
    agreed: Mapping[str, Set[str]],
    *,
    how: str,
    by=None,
    seen: Mapping[str, Set[str]] | None = None,
) -> list[Agreement]:
    """Bring the answers in line with ``agreed``, the fields that may be shown by use.

    Uses that are not in it stay as they are. A row is added for each answer that changed
    and for no other; returns these rows. ``by`` is the user who wrote it down, nobody
    where the person did it themselves. ``seen`` is what was agreed when ``by`` began:
    what is the same in both was not touched, and an answer given meanwhile stays.
    """
    with transaction.atomic():
        # Two who answer at once follow each other, so that the last one counts.
        Attendee.objects.select_for_update().get(pk=attendee.pk)
        before = agreed_by_use(attendee)
        if seen is not None:
            agreed = {
                use: (before[use] - (seen.get(use, set()) - fields))
                | (fields - seen.get(use, set()))
                for use, fields in agreed.items()
            }
        rows = [
            Agreement(
                attendee=attendee,
                field=field,
                use=use,
                agreed=field in fields,
                how=how,
                recorded_by=by,
            )
            for use, fields in agreed.items()
            for field in askable_fields(use)
            if (field in fields) != (field in before[use])
        ]
        Agreement.objects.bulk_create(rows)
        if rows:
            tell_of_change(attendee.pk)
    return rows
