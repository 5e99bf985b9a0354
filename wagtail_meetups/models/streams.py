"""Where StreamFields of this site name an attendee: in their blocks, as a primary key."""

from collections.abc import Iterator
from functools import cache

from django.apps import apps
from django.db.models import TextField
from django.db.models.functions import Cast
from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.blocks.field_block import ChooserBlock
from wagtail.fields import StreamField

from .people import Attendee

__all__ = ["names_attendees", "replace_in_block", "replace_in_streams", "stream_fields"]


def names_attendees(block, seen: frozenset = frozenset()) -> bool:
    """Whether this block, or one inside it, chooses an attendee."""
    if id(block) in seen:  # A block may hold itself.
        return False
    if isinstance(block, ChooserBlock):
        return issubclass(block.model_class, Attendee)
    return any(names_attendees(child, seen | {id(block)}) for child in _children(block))


def _children(block) -> Iterator:
    if isinstance(block, ListBlock):
        yield block.child_block
    elif isinstance(block, (StreamBlock, StructBlock)):
        yield from block.child_blocks.values()


@cache
def stream_fields(model) -> tuple[StreamField, ...]:
    """The fields of a model whose blocks may name an attendee."""
    return tuple(
        field
        for field in model._meta.concrete_fields
        if isinstance(field, StreamField) and names_attendees(field.stream_block)
    )


def replace_in_block(block, value, old: int, new: int | None):
    """Return what a block holds, as JSON has it, with another attendee for ``old``.

    ``None`` leaves the choice empty.
    """
    if isinstance(block, ChooserBlock):
        if issubclass(block.model_class, Attendee) and str(value) == str(old):
            return new
        return value
    if isinstance(block, StructBlock) and isinstance(value, dict):
        return {
            name: replace_in_block(block.child_blocks[name], part, old, new)
            if name in block.child_blocks
            else part
            for name, part in value.items()
        }
    if isinstance(block, (ListBlock, StreamBlock)) and isinstance(value, list):
        return [_replace_in_item(block, item, old, new) for item in value]
    return value


def _replace_in_item(block, item, old: int, new: int | None):
    if isinstance(item, dict) and "value" in item:
        if isinstance(block, ListBlock):
            child = block.child_block
        else:
            child = block.child_blocks.get(item.get("type"))
        if child is None:
            return item
        return item | {"value": replace_in_block(child, item["value"], old, new)}
    if isinstance(block, ListBlock):  # As Wagtail wrote lists in its early days.
        return replace_in_block(block.child_block, item, old, new)
    return item


def replace_in_streams(old: int, new: int | None) -> int:
    """Have every row of this site name ``new`` where it named ``old``; return how many.

    As it is published now; for drafts see ``pointing.replace_in_revisions``. One query
    for each model with such a field, and one for each row that changes.
    """
    changed = 0
    for model in apps.get_models():
        for field in stream_fields(model):
            if field.model is not model:
                continue  # A parent's column.
            rows = model._base_manager.annotate(
                text_of_stream=Cast(field.name, TextField())
            ).filter(text_of_stream__contains=str(old))
            for pk, value in rows.values_list("pk", field.name):
                raw = list(value.get_prep_value())
                wanted = replace_in_block(field.stream_block, raw, old, new)
                if wanted != raw:
                    stream = field.stream_block.to_python(wanted)
                    model._base_manager.filter(pk=pk).update(**{field.name: stream})
                    changed += 1
    return changed
