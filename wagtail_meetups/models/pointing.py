"""All that points to an attendee: rows, StreamFields, drafts and older versions, logs.

Foreign keys and StreamFields are found by looking at the models of the site, a host's own
among them. What points to a person in some other way is told with ``register``.
"""

import json
from collections.abc import Callable, Iterator

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, ManyToManyField, TextField
from django.db.models.functions import Cast
from modelcluster.models import get_all_child_relations
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision

from .people import Attendee
from .streams import replace_in_block, replace_in_streams, stream_fields

__all__ = ["pointing_fields", "register", "repoint", "replace_in_revisions"]

_others: list[Callable[[int, int], None]] = []


def register(move: Callable[[int, int], None]) -> Callable[[int, int], None]:
    """Have ``move(old, new)`` called, in a transaction, when one person becomes another.

    Both are primary keys. For what is neither a foreign key nor a StreamField.
    """
    _others.append(move)
    return move


def pointing_fields() -> Iterator[ForeignKey]:
    """Every foreign key to an attendee, those of many-to-many tables among them.

    Not the link of a host's model that is built on ours: it *is* the person.
    """
    for relation in Attendee._meta.get_fields(include_hidden=True):
        if relation.auto_created and (relation.one_to_many or relation.one_to_one):
            field = relation.field
            if not field.remote_field.parent_link:
                yield field


def repoint(old: int, new: int) -> None:
    """Have all that points to the attendee ``old`` point to ``new``.

    Where only one row may (as in a table of hosts), that of ``new`` stays.
    """
    for field in pointing_fields():
        _move_rows(
            field.model._base_manager.filter(**{field.attname: old}),
            **{field.attname: new},
        )
    replace_in_streams(old, new)
    replace_in_revisions(old, new)
    kind = ContentType.objects.get_for_model(Attendee)
    _move_rows(
        ReferenceIndex.objects.filter(to_content_type=kind, to_object_id=str(old)),
        to_object_id=str(new),
    )
    for move in _others:
        move(old, new)
    log = ModelLogEntry.objects.filter(content_type=kind, object_id=str(old))
    log.update(object_id=str(new))


def _move_rows(rows, **values) -> None:
    """Update rows; those that the database refuses as doubled go."""
    try:
        with transaction.atomic():
            rows.update(**values)
    except IntegrityError:
        for pk in list(rows.values_list("pk", flat=True)):
            row = rows.model._base_manager.filter(pk=pk)
            try:
                with transaction.atomic():
                    row.update(**values)
            except IntegrityError:
                row.delete()


def replace_in_revisions(old: int, new: int | None) -> int:
    """Have drafts and older versions name ``new`` in place of ``old``; return how many.

    Publishing or restoring one of them would bring the old person back otherwise.
    """
    models = [
        model
        for model in apps.get_models()
        if hasattr(model, "_revisions") and _names(model)
    ]
    kinds = ContentType.objects.get_for_models(*models) if models else {}
    changed = 0
    for model, kind in kinds.items():
        revisions = (
            Revision.objects.filter(content_type=kind)
            .annotate(text_of_content=Cast("content", TextField()))
            .filter(text_of_content__contains=str(old))
        )
        for pk, content in revisions.values_list("pk", "content").iterator():
            wanted = _replace_in_content(model, content, old, new)
            if wanted != content:
                Revision.objects.filter(pk=pk).update(content=wanted)
                changed += 1
    return changed


def _relations(model) -> Iterator:
    """The fields of a model that name one or several attendees."""
    for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
        related = field.related_model if field.is_relation else None
        if related and isinstance(related, type) and issubclass(related, Attendee):
            yield field


def _names(model) -> bool:
    """Whether the content of a model, or of what belongs to it, can name an attendee."""
    if any(_relations(model)) or stream_fields(model):
        return True
    return any(
        _names(child.related_model)
        for child in get_all_child_relations(model)
        if child.related_model is not model
    )


def _replace_in_content(model, content: dict, old: int, new: int | None) -> dict:
    content = dict(content)
    for field in _relations(model):
        value = content.get(field.name)
        if isinstance(field, ManyToManyField) and isinstance(value, list):
            if old in value:
                value = [new if pk == old else pk for pk in value]
                kept = dict.fromkeys(pk for pk in value if pk is not None)
                content[field.name] = list(kept)
        elif value == old:
            content[field.name] = new
    for field in stream_fields(model):
        value = content.get(field.name)
        if isinstance(value, str) and str(old) in value:
            raw = json.loads(value)
            wanted = replace_in_block(field.stream_block, raw, old, new)
            if wanted != raw:
                content[field.name] = json.dumps(wanted)
    for child in get_all_child_relations(model):
        rows = content.get(child.get_accessor_name())
        if isinstance(rows, list):
            content[child.get_accessor_name()] = [
                _replace_in_content(child.related_model, row, old, new)
                if isinstance(row, dict)
                else row
                for row in rows
            ]
    return content
