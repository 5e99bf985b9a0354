"""Asking for a passage of a recap to go: hidden until its author has looked."""

import pytest
from wagtail.models import Locale, ReferenceIndex

from wagtail_meetups.consent.passages import ask, decide
from wagtail_meetups.models import Attendee, PassageRequest
from wagtail_meetups.models.passages import withheld_attendees

from .. import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def recap(index):
    return factories.make_recap(index, title="Spring story", slug="spring")


def tell_of(attendee, *pages):
    """As if a block of these pages were about the person."""
    refs = ReferenceIndex.objects
    for page in pages:
        base = ReferenceIndex._get_base_content_type(page)
        refs.create(
            content_type=page.cached_content_type,
            base_content_type=base,
            object_id=str(page.pk),
            to_content_type=ReferenceIndex._get_base_content_type(Attendee),
            to_object_id=str(attendee.pk),
            model_path="body.encounter.attendee",
            content_path=f"body.{page.pk}.attendee",
            content_path_hash=ReferenceIndex._get_content_path_hash(
                f"body.{page.pk}.attendee"
            ),
        )


def test_it_is_hidden_until_somebody_decides(recap, nadia):
    assert withheld_attendees([recap.pk]) == {recap.pk: set()}
    request = ask(nadia.pk, recap)
    assert withheld_attendees([recap.pk]) == {recap.pk: {nadia.pk}}
    assert ask(nadia.pk, recap) == request
    decide(request, PassageRequest.Decision.SHOW)
    assert withheld_attendees([recap.pk]) == {recap.pk: set()}
    again = ask(nadia.pk, recap)
    assert again != request
    decide(again, PassageRequest.Decision.HIDE)
    assert withheld_attendees([recap.pk]) == {recap.pk: {nadia.pk}}
    for row in PassageRequest.objects.all():
        assert "Nadia" not in f"{row} {row!r}"


def test_every_recap_at_once(index, recap, nadia):
    other = factories.make_recap(index)
    ask(nadia.pk)
    assert withheld_attendees([recap.pk, other.pk, 0]) == {
        recap.pk: {nadia.pk},
        other.pk: {nadia.pk},
        0: set(),
    }


def test_it_holds_for_translations_and_aliases_alike(index, recap, nadia):
    other = factories.make_recap(index)
    french, _created = Locale.objects.get_or_create(language_code="fr")
    factories.run(index.copy_for_translation, french, copy_parents=True)
    translation = factories.run(recap.copy_for_translation, french)
    alias = factories.run(
        recap.create_alias, update_slug="alias", parent=index.get_parent()
    )
    for asked in (recap, translation, alias):
        PassageRequest.objects.all().delete()
        ask(nadia.pk, asked)
        found = withheld_attendees([recap.pk, translation.pk, alias.pk, other.pk])
        assert found == {
            recap.pk: {nadia.pk},
            translation.pk: {nadia.pk},
            alias.pk: {nadia.pk},
            other.pk: set(),
        }, asked


def test_two_queries_however_many(index, recap, nadia, django_assert_num_queries):
    recaps = [recap, *(factories.make_recap(index) for _time in range(5))]
    for one in recaps:
        ask(nadia.pk, one)
    with django_assert_num_queries(2):
        withheld_attendees([one.pk for one in recaps])


def test_they_ask_on_their_own_page(client, index, recap, nadia, page_url):
    unrelated = factories.make_recap(index, title="Not about her")
    tell_of(nadia, recap)
    html = client.get(page_url).content.decode()
    assert "Spring story" in html
    assert "Not about her" not in html
    response = client.post(page_url, {"action": "hide", "page": recap.pk})
    assert response.headers["Location"].endswith("?done=asked#appearances")
    assert withheld_attendees([recap.pk])[recap.pk] == {nadia.pk}
    html = client.get(page_url).content.decode()
    assert "Its author has not looked yet." in html
    for wrong in (unrelated.pk, "", "x", -1):
        answer = client.post(page_url, {"action": "hide", "page": wrong})
        assert answer.status_code == 404
    assert PassageRequest.objects.count() == 1
    decide(PassageRequest.objects.get(), PassageRequest.Decision.HIDE)
    assert "Hidden for good." in client.get(page_url).content.decode()
    decide(PassageRequest.objects.get(), PassageRequest.Decision.SHOW)
    html = client.get(page_url).content.decode()
    assert "shows it again" in html
    assert "Hide what is told of me" in html
    ask(nadia.pk)
    assert "Its author has not looked yet." in client.get(page_url).content.decode()


def test_a_recap_that_is_hidden_is_not_told_of(client, recap, nadia, page_url):
    tell_of(nadia, recap)
    recap.unpublish()
    assert "Spring story" not in client.get(page_url).content.decode()
