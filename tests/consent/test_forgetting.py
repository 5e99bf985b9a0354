"""Erasing a person, forgetting those who no longer come, and taking data along."""

import json
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.images import get_image_model
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry
from wagtail.search.backends import get_search_backend

from wagtail_meetups.consent.forgetting import erase, forget
from wagtail_meetups.consent.retention import months_before, not_seen_since
from wagtail_meetups.models import (
    Agreement,
    Attendee,
    NameFinding,
    PassageRequest,
    PersonalLink,
)
from wagtail_meetups.models.passages import withheld_attendees

from .. import factories

SECRETS = ("Nadia", "Berthier", "Illustrator", "nadia@mail", "Draws cities", "Allergic")
patient = settings(deadline=None)


def run(name, *args, **options):
    out = StringIO()
    factories.run(call_command, name, *args, stdout=out, stderr=out, **options)
    return out.getvalue()


def everything_held() -> str:
    """Every row of ours and of Wagtail's logs, as text."""
    models = (Attendee, Agreement, PersonalLink, PassageRequest, NameFinding)
    return str([list(model.objects.values()) for model in (*models, ModelLogEntry)])


def make_known(nadia, index):
    """Somebody with everything that may hang on a person."""
    nadia.photo = factories.make_image(title="Nadia Berthier")
    nadia.save()
    factories.agree(nadia, "first_name", "last_name", "trade")
    PersonalLink.make(nadia)
    log(nadia, "wagtail.create")
    return factories.make_event(index, hosts=[nadia])


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["erase", "command", "forget", "delete", "queryset"])
def test_nothing_is_left(index, nadia, way):
    event = make_known(nadia, index)
    assert all(secret in everything_held() for secret in SECRETS)
    if way == "command":
        assert "Erased person" in run("erase_attendee", str(nadia.pk), noinput=True)
    else:
        factories.run(
            {
                "erase": lambda: erase(nadia),
                "forget": lambda: forget(nadia),
                "delete": nadia.delete,
                "queryset": Attendee.objects.filter(pk=nadia.pk).delete,
            }[way]
        )
    for secret in SECRETS:
        assert secret not in everything_held()
    found = get_search_backend().search("Nadia", Attendee.objects.all())
    assert list(found) == []
    assert not Agreement.objects.exists()
    assert not PersonalLink.objects.exists()
    # A photo that nothing else shows goes with them where somebody asked for it.
    is_left = way in ("delete", "queryset")
    assert get_image_model().objects.exists() == is_left
    # The draft that named them as a host still opens and can be published.
    factories.publish(event.get_latest_revision_as_object())
    event.refresh_from_db()
    assert [host.first_name for host in event.hosts.all()] in ([], [""])
    assert event.get_public_hosts() == []


@pytest.mark.django_db
def test_a_photo_that_something_else_shows_stays(index, nadia):
    event = make_known(nadia, index)
    factories.publish(event, image=nadia.photo)
    factories.run(erase, nadia)
    event.refresh_from_db()
    assert event.image is not None


@pytest.mark.django_db
def test_forgetting_keeps_the_count(index, nadia):
    make_known(nadia, index)
    forget(nadia)
    row = Attendee.objects.get()
    assert row.pk == nadia.pk
    assert row.forgotten_at is not None
    assert str(row) == "someone forgotten"
    assert not Attendee.objects.known().exists()


@pytest.mark.django_db
def test_the_author_is_told_where_a_name_still_stands(index, nadia):
    image = factories.make_image()
    image.contextual_alt_text, image.decorative = "Nadia at work", False
    body = [
        ("text", "<p>NADIA BERTHIER drew.</p>"),
        ("quote", {"text": "Ask nadia.", "source": "Berthier"}),
        ("image", image),
    ]
    recap = factories.make_recap(index, title="A story", body=body)
    findings = factories.run(erase, nadia)
    kept = NameFinding.objects.values_list("page_id", "place", "block")
    assert {place for _page, place, _block in kept} == {
        "body",
        "drafts and older versions",
    }
    assert {page for page, _place, _block in kept} == {recap.pk}
    blocks = [block["id"] for block in recap.body.raw_data]
    assert {block for *_rest, block in kept if block} == set(blocks)
    assert len(findings) == len(kept) == 4
    assert "Nadia" not in str(list(NameFinding.objects.values()))
    recap.delete()
    assert not NameFinding.objects.exists()


@pytest.mark.django_db
def test_a_passage_stays_hidden_when_its_person_has_gone(index, nadia):
    recap = factories.make_recap(index)
    number = nadia.pk
    factories.run(erase, nadia, hide_passages=True)
    assert withheld_attendees([recap.pk]) == {recap.pk: {number}}


@pytest.mark.django_db
def test_commands_name_a_person(index, nadia):
    factories.make_recap(index, title="With Nadia Berthier")
    told = run("erase_attendee", "NADIA@mail.example", dry_run=True)
    assert "Would erase" in told
    assert "title" in told
    assert "Nadia" not in told.replace("With Nadia", "")
    assert Attendee.objects.exists()
    for wrong in ("nobody@mail.example", "0", "-1", "99999999"):
        with pytest.raises(CommandError, match="no such person"):
            run("erase_attendee", wrong, noinput=True)
    other = factories.make_attendee(email="nadia@mail.example")
    with pytest.raises(CommandError, match=f"{nadia.pk}, {other.pk}"):
        run("export_attendee", "nadia@mail.example")


@pytest.mark.django_db
@pytest.mark.parametrize(("answer", "is_left"), [("", True), ("n", True), ("y", False)])
def test_erasing_asks_first(nadia, monkeypatch, answer, is_left):
    monkeypatch.setattr("builtins.input", lambda question: answer)
    try:
        run("erase_attendee", str(nadia.pk), verbosity=0)
    except CommandError as error:
        assert "Nothing was erased" in str(error)
    assert Attendee.objects.exists() == is_left


@pytest.mark.django_db
def test_export_is_what_they_may_ask_for(nadia, tmp_path):
    data = json.loads(run("export_attendee", str(nadia.pk)))
    assert data["person"]["notes_of_the_hosts"] == "Allergic to small talk"
    file = tmp_path / "nadia.json"
    assert "Written" in run("export_attendee", str(nadia.pk), output=file)
    assert json.loads(file.read_text(encoding="utf-8")) == data
    with pytest.raises(CommandError, match="Could not write"):
        run("export_attendee", str(nadia.pk), output=tmp_path)


@pytest.mark.django_db
def test_only_those_not_seen_for_long_are_forgotten(index, django_user_model):
    now = timezone.now()
    long_ago = now - timedelta(days=1500)
    user = django_user_model.objects.create_user("lou")
    names = ("old", "new", "account", "host", "answered", "linked")
    people = {
        name: factories.make_attendee(first_name=name, email=f"{name}@mail.example")
        for name in names
    }
    Attendee.objects.exclude(first_name="new").update(created_at=long_ago)
    Attendee.objects.filter(first_name="account").update(user=user)
    factories.make_event(index, hosts=[people["host"]])
    factories.agree(people["answered"], "trade")
    PersonalLink.make(people["linked"])
    told = run("purge_attendees", dry_run=True)
    assert told == "Would forget 1 people not seen for 36 months.\n"
    assert Attendee.objects.known().count() == len(names)
    assert run("purge_attendees", older_than=60).startswith("Forgot 0 people")
    assert run("purge_attendees").startswith("Forgot 1 people")
    assert Attendee.objects.count() == len(names)
    known = Attendee.objects.known().values_list("first_name", flat=True)
    assert set(known) == set(names) - {"old"}
    for wrong in (0, -3):
        with pytest.raises(CommandError, match="above 0"):
            run("purge_attendees", older_than=wrong)
    assert run("purge_attendees", verbosity=0) == ""


@pytest.mark.django_db
def test_looking_for_those_costs_the_same_for_many(index, django_assert_num_queries):
    for _time in range(5):
        person = factories.agree(factories.make_attendee(), "trade")
        factories.make_event(index, hosts=[person])
    # One for each page type of events, the answers, the links, the people.
    with django_assert_num_queries(5):
        assert not_seen_since(timezone.now() - timedelta(days=1)) == []


@patient
@given(
    st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1)),
    st.integers(min_value=1, max_value=400),
)
def test_months_are_those_of_the_calendar(moment, months):
    before = months_before(moment, months)
    distance = (moment.year - before.year) * 12 + moment.month - before.month
    assert distance == months
    assert before.time() == moment.time()
    assert before.day <= moment.day
    assert before.day == moment.day or (before + timedelta(days=1)).day == 1
