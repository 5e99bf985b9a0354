"""Two entries of one person become one, and nothing of either is lost."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from wagtail.blocks import CharBlock, ListBlock, StreamBlock, StructBlock
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry
from wagtail.snippets.blocks import SnippetChooserBlock

from wagtail_meetups.models import (
    Agreement,
    Attendance,
    Attendee,
    Occurrence,
    pointing,
    streams,
)
from wagtail_meetups.models.merging import MERGED, join_texts, merge_attendees
from wagtail_meetups.models.registry import event_models, recap_models

from .. import factories
from ..at_once import in_threads, needs_a_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    return (
        factories.make_attendee(email="n@example.com", notes="Vegan"),
        factories.make_attendee(
            first_name="Nadja",
            last_name="",
            trade="painter",
            bio="Paints",
            link="https://n.example/",
            photo=factories.make_image(),
            email="nadja@example.com",
            notes="Sings",
        ),
    )


def pks(people):
    return [person.pk for person in people]


def test_what_each_alone_has_is_kept_and_what_is_chosen_is_taken(two):
    kept, gone = two
    account = get_user_model().objects.create_user("nadja")
    Attendee.objects.filter(pk=gone.pk).update(user=account)
    photo = gone.photo_id
    merge_attendees(*pks(two), ["trade", "last_name", "photo"])
    person = Attendee.objects.get()
    assert person.pk == kept.pk
    assert str(person) == "Nadia Berthier, painter"
    assert (person.bio, person.link) == ("Paints", "https://n.example/")
    assert (person.photo_id, person.user) == (photo, account)
    assert person.email == "n@example.com"
    assert person.notes == "Vegan\n\nSings\n\nnadja@example.com"


def test_a_taken_address_leaves_the_other_in_the_notes(two):
    merge_attendees(*pks(two), ["email"])
    person = Attendee.objects.get()
    assert person.email == "nadja@example.com"
    assert person.notes.endswith("n@example.com")


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        ("", "", ""),
        ("a", "", "a"),
        ("", "b", "b"),
        ("a", "b", "a\n\nb"),
        ("a\n\nb", "b", "a\n\nb"),
        ("b", "a\n\nb ", "a\n\nb"),
    ],
)
def test_texts_are_joined_once(one, other, joined):
    assert join_texts(one, other) == joined


def test_the_same_evening_is_one_evening_as_the_more_that_was_noted(index, two):
    event = factories.make_event(index, recurrence="FREQ=WEEKLY;COUNT=3")
    first, second, third = Occurrence.objects.filter(event=event.pk).order_by("start")
    kept, gone = two
    factories.make_attendance(first, kept, state="expected", note="Window")
    factories.make_attendance(first, gone, state="absent", role="speaker", note="Late")
    factories.make_attendance(second, kept, state="came", role="host")
    factories.make_attendance(second, gone, state="absent", role="helper")
    moved = factories.make_attendance(third, gone, state="came", note="Cake")
    merge_attendees(*pks(two))
    rows = Attendance.objects.order_by("occurrence__start")
    assert list(rows.values_list("attendee", "role", "state", "note")) == [
        (kept.pk, "speaker", "absent", "Window\n\nLate"),
        (kept.pk, "host", "came", ""),
        (kept.pk, "guest", "came", "Cake"),
    ]
    assert rows.last() == moved


def test_the_latest_answer_counts_whoever_of_the_two_gave_it(two):
    kept, gone = two
    factories.agree(gone, "first_name", "trade")
    factories.agree(kept, "first_name", agreed=False)
    factories.agree(kept, "last_name")
    factories.agree(gone, "last_name", agreed=False)
    before = list(Agreement.objects.order_by("pk").values_list("pk", "at"))
    person = merge_attendees(*pks(two)).present("events")
    assert (person.name, person.trade) == ("", "Illustrator")
    assert list(Agreement.objects.order_by("pk").values_list("pk", "at")) == before


def test_hosts_are_moved_in_events_in_their_drafts_and_older_versions(index, two):
    kept, gone = two
    other = factories.make_attendee(first_name="Omar")
    both = factories.make_event(index, hosts=[gone, kept])
    one = factories.make_event(index, hosts=[other, gone])
    one.hosts.set([gone])
    draft = one.save_revision()
    one.hosts.set([])
    factories.publish(one)
    merge_attendees(*pks(two))
    model = event_models()[0]
    assert pks(model.objects.get(pk=both.pk).hosts.all()) == [kept.pk]
    assert pks(model.objects.get(pk=one.pk).hosts.all()) == []
    draft.refresh_from_db()
    assert draft.content["hosts"] == [kept.pk]
    factories.run(draft.publish)
    assert pks(model.objects.get(pk=one.pk).hosts.all()) == [kept.pk]
    revision = both.latest_revision
    revision.refresh_from_db()
    assert revision.content["hosts"] == [kept.pk]
    for revision in one.revisions.all():
        assert gone.pk not in revision.content["hosts"]


@pytest.fixture
def encounters():
    """Recaps whose bodies name people, in blocks within blocks."""
    field = recap_models()[0]._meta.get_field("body")
    block = StructBlock(
        [
            ("said", CharBlock()),
            ("who", SnippetChooserBlock(Attendee)),
            ("others", ListBlock(SnippetChooserBlock(Attendee))),
        ]
    )
    block.set_name("met")
    field.stream_block.child_blocks["met"] = block
    streams.stream_fields.cache_clear()
    yield
    del field.stream_block.child_blocks["met"]
    streams.stream_fields.cache_clear()


def test_people_named_in_streams_are_moved_in_drafts_and_older_versions(
    index, two, encounters
):
    kept, gone = two
    other = factories.make_attendee(first_name="Omar")
    words = f"{gone.pk} cups"

    def body(person, *others):
        items = [{"type": "item", "value": pk, "id": f"{pk}"} for pk in pks(others)]
        value = {"said": words, "who": person.pk, "others": items}
        return [
            {"type": "met", "value": value, "id": "a"},
            {"type": "text", "value": f"<p>{words}</p>", "id": "b"},
            {"type": "gone", "value": gone.pk, "id": "c"},
        ]

    def make(*people):
        field = recap_models()[0]._meta.get_field("body")
        return factories.make_recap(
            index, body=field.to_python(json.dumps(body(*people)))
        )

    def people_in(raw):
        value = raw[0]["value"]
        assert value["said"] == words and words in raw[1]["value"]
        others = [item["value"] for item in value["others"]]
        return [value["who"], *others]

    recap, untouched = make(gone, other, gone), make(other)
    merge_attendees(*pks(two))
    live = type(recap).objects.get(pk=recap.pk)
    assert people_in(live.body.get_prep_value()) == [kept.pk, other.pk, kept.pk]
    recap.latest_revision.refresh_from_db()
    content = json.loads(recap.latest_revision.content["body"])
    assert people_in(content) == [kept.pk, other.pk, kept.pk]
    draft = recap.latest_revision.as_object()
    assert draft.body[0].value["who"] == kept
    untouched = type(recap).objects.get(pk=untouched.pk)
    assert people_in(untouched.body.get_prep_value()) == [other.pk]
    # Somebody who is erased leaves an empty choice behind.
    assert streams.replace_in_streams(kept.pk, None) == 1
    assert pointing.replace_in_revisions(kept.pk, None) == 1
    live = type(recap).objects.get(pk=recap.pk)
    assert people_in(live.body.get_prep_value()) == [None, other.pk, None]


def test_blocks_of_any_shape_are_walked():
    chooser = SnippetChooserBlock(Attendee)
    block = StreamBlock(
        [("one", chooser), ("many", ListBlock(chooser)), ("word", CharBlock())]
    )
    assert streams.names_attendees(block)
    assert not streams.names_attendees(StreamBlock([("word", CharBlock())]))
    raw = [
        {"type": "one", "value": 7},
        {"type": "one", "value": None},
        {"type": "many", "value": [7, 8]},
        {"type": "many", "value": [{"type": "item", "value": 7, "id": "x"}]},
        {"type": "word", "value": "7"},
        "nonsense",
    ]
    assert streams.replace_in_block(block, raw, 7, 9) == [
        {"type": "one", "value": 9},
        {"type": "one", "value": None},
        {"type": "many", "value": [9, 8]},
        {"type": "many", "value": [{"type": "item", "value": 9, "id": "x"}]},
        {"type": "word", "value": "7"},
        "nonsense",
    ]


def test_other_packages_are_told(two, monkeypatch):
    told = []
    monkeypatch.setattr(pointing, "_others", [])
    pointing.register(lambda old, new: told.append((old, new)))
    kept, gone = two
    merge_attendees(*pks(two))
    assert told == [(gone.pk, kept.pk)]


def test_every_key_to_an_attendee_is_known():
    fields = {field.model._meta.label_lower for field in pointing.pointing_fields()}
    events = {model.hosts.through._meta.label_lower for model in event_models()}
    assert fields >= events | {
        "wagtail_meetups.attendance",
        "wagtail_meetups.agreement",
    }


def test_the_log_tells_of_it_and_keeps_both_histories(two):
    kept, gone = two
    user = get_user_model().objects.create_superuser("claire")
    log(gone, "wagtail.edit", user=user)
    merge_attendees(*pks(two), user=user)
    kind = ContentType.objects.get_for_model(Attendee)
    entries = ModelLogEntry.objects.filter(content_type=kind).order_by("pk")
    assert [(entry.action, entry.object_id) for entry in entries] == [
        ("wagtail.edit", str(kept.pk)),
        (MERGED, str(kept.pk)),
    ]
    entry = entries.last()
    assert (entry.user, entry.data) == (user, {"merged": gone.pk})
    assert "Merged with another entry" in entry.message


@pytest.mark.parametrize("pair", [(0, 0), (0, 99999), (99999, 0)])
def test_who_is_not_there_cannot_be_merged(two, pair):
    with pytest.raises(Attendee.DoesNotExist):
        merge_attendees(*[number or two[0].pk for number in pair])
    assert Attendee.objects.count() == 2


def test_a_mistake_on_the_way_leaves_all_as_it_was(two, monkeypatch):
    def fail(old, new):
        raise RuntimeError

    monkeypatch.setattr(pointing, "_others", [fail])
    factories.agree(two[1], "trade")
    with pytest.raises(RuntimeError):
        merge_attendees(*pks(two))
    assert Attendee.objects.count() == 2
    assert two[1].agreements.count() == 1


@needs_a_server
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_hosts_merge_the_same_pair_both_ways():
    one, other = factories.make_attendee(), factories.make_attendee()
    refused = []

    def merge(*ids):
        try:
            merge_attendees(*ids)
        except Attendee.DoesNotExist:
            refused.append(ids)

    in_threads(lambda: merge(one.pk, other.pk), lambda: merge(other.pk, one.pk))
    assert Attendee.objects.count() == len(refused) == 1
