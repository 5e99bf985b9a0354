"""What of a person leaves the tables."""

import logging

import pytest
from django.core.exceptions import FieldDoesNotExist
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from wagtail_meetups.consent.answers import record_answers
from wagtail_meetups.domain.people import FIELDS, PICTURED, USES
from wagtail_meetups.models import Agreement, Attendee
from wagtail_meetups.models.agreements import AppendOnlyError
from wagtail_meetups.models.people import present_people

from .. import factories

pytestmark = pytest.mark.django_db


def test_in_the_admin_people_go_by_name_and_trade():
    assert str(Attendee(first_name="Nadia", last_name="Berthier")) == "Nadia Berthier"
    assert (
        str(Attendee(first_name="Nadia", trade="Illustrator")) == "Nadia, Illustrator"
    )


def test_an_agreement_names_nobody():
    host = factories.agree(factories.make_attendee(email="n@example.com"), "first_name")
    words = f"{host.agreements.get()} {host.agreements.get()!r}"
    for private in ("Nadia", "Berthier", "Illustrator", "n@example.com"):
        assert private not in words


def test_choices_are_the_fields_and_uses_of_the_domain():
    assert tuple(Agreement.Field.values) == (*FIELDS, PICTURED)
    assert tuple(Agreement.Use.values) == USES


def test_mail_and_notes_are_not_searched():
    names = {field.field_name for field in Attendee.search_fields}
    assert names == {"first_name", "last_name", "trade", "forgotten_at"}


def test_no_history_of_people_is_kept():
    for name in ("latest_revision", "_revisions"):
        with pytest.raises(FieldDoesNotExist):
            Attendee._meta.get_field(name)


def test_nothing_is_shown_by_default():
    host = factories.make_attendee(bio="Draws", link="https://n.example/")
    for use in USES:
        assert not host.present(use).is_shown


def test_the_latest_answer_counts_for_its_use_alone():
    host = factories.agree(factories.make_attendee(), "first_name", "trade")
    factories.agree(host, "last_name", use="recaps")
    assert host.present("events").name == "Nadia"
    assert host.present("recaps").name == "Berthier"
    factories.agree(host, "first_name", agreed=False)
    person = host.present("events")
    assert (person.name, person.trade) == ("", "Illustrator")
    factories.agree(host, "first_name")
    assert host.present("events").name == "Nadia"


def test_no_answer_is_written_over():
    host = factories.make_attendee()
    for agreed in (True, False, True):
        factories.agree(host, "trade", agreed=agreed)
    answers = Agreement.objects.values_list("agreed", flat=True)
    assert list(answers) == [True, False, True]


def test_answers_can_only_be_added():
    host = factories.agree(factories.make_attendee(), "trade")
    row = host.agreements.get()
    row.agreed = False
    attempts = [
        row.save,
        row.delete,
        lambda: Agreement.objects.update(agreed=False),
        lambda: host.agreements.filter(field="trade").delete(),
        lambda: Agreement.objects.bulk_update([row], ["agreed"]),
    ]
    for attempt in attempts:
        with pytest.raises(AppendOnlyError, match="only added"):
            attempt()
    assert Agreement.objects.get().agreed


def test_answers_are_handed_over_to_who_is_the_same_person():
    first = factories.agree(factories.make_attendee(), "trade", "bio")
    second = factories.agree(factories.make_attendee(), "trade", agreed=False)
    factories.agree(first, "bio", agreed=False)
    first.agreements.all().hand_over(second)
    factories.agree(second, "last_name")
    first.delete()
    answers = second.agreements.values_list("field", "agreed")
    # In the order they were given, so that the latest one counts, whoever it was of.
    assert list(answers) == [
        ("trade", True),
        ("bio", True),
        ("trade", False),
        ("bio", False),
        ("last_name", True),
    ]
    assert second.present("events").name == "Berthier"


def test_whoever_wrote_an_answer_down_may_go(django_user_model):
    user = django_user_model.objects.create_user("claire")
    host = factories.make_attendee()
    record_answers(host, {"events": {"trade"}}, how="door", by=user)
    assert host.agreements.get().recorded_by == user
    user.delete()
    assert host.agreements.get().recorded_by is None


def test_answers_go_with_the_person():
    factories.agree(factories.make_attendee(), "trade").delete()
    assert not Agreement.objects.exists()


def test_many_people_cost_one_query(django_assert_num_queries):
    image = get_image_model().objects.create(title="N", file=get_test_image_file())
    for number in range(20):
        host = factories.make_attendee(first_name=f"N{number:02}", photo=image)
        factories.agree(host, "first_name", *(["photo"] if number % 2 else []))
    people = list(Attendee.objects.select_related("photo"))
    with django_assert_num_queries(1):
        shown = present_people(people, "events")
        assert [person.name for person in shown] == [f"N{n:02}" for n in range(20)]
        assert [bool(person.photo) for person in shown] == [False, True] * 10


def test_a_photo_that_was_not_agreed_is_not_looked_up(django_assert_num_queries):
    image = get_image_model().objects.create(title="N", file=get_test_image_file())
    host = factories.agree(factories.make_attendee(photo=image), "first_name")
    host = Attendee.objects.get(pk=host.pk)
    with django_assert_num_queries(1):
        assert host.present("events").photo is None


def test_hosts_of_an_event_who_agreed_to_nothing_are_left_out(index):
    shown = factories.agree(factories.make_attendee(first_name="Aude"), "first_name")
    event = factories.make_event(index, hosts=[factories.make_attendee(), shown])
    assert [person.name for person in event.get_public_hosts()] == ["Aude"]


def test_publishing_logs_no_name(index, caplog):
    caplog.set_level(logging.DEBUG, "wagtail_meetups")
    host = factories.agree(factories.make_attendee(), "first_name", "last_name")
    factories.make_event(index, title="Secret evening", hosts=[host], live=False)
    words = [
        record.getMessage()
        for record in caplog.records
        if record.name == "wagtail_meetups"
    ]
    assert words
    for private in ("Nadia", "Berthier", "Secret"):
        assert private not in "\n".join(words)
