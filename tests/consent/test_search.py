"""A site's search knows nothing of a picture that its readers may not see any more."""

import pytest

from wagtail_meetups.consent.answers import record_answers
from wagtail_meetups.consent.forgetting import erase, forget
from wagtail_meetups.models import Attendee
from wagtail_meetups.models.merging import merge_attendees

from .. import factories
from .surfaces import tells_person_by_person

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not tells_person_by_person(), reason="Recaps have no blocks for people here."
    ),
]


def merge_with_who_refused(nadia):
    refused = factories.make_attendee(first_name="Nadja")
    factories.agree(refused, "pictured", use="recaps", agreed=False)
    merge_attendees(refused.pk, nadia.pk)


WAYS = {
    "answered": lambda nadia: record_answers(nadia, {"recaps": set()}, how="door"),
    "erased": erase,
    "forgotten": forget,
    "deleted": lambda nadia: nadia.delete(),
    "deleted with others": lambda nadia: Attendee.objects.all().delete(),
    "merged": merge_with_who_refused,
}


@pytest.mark.parametrize("way", WAYS)
def test_a_description_goes_with_its_picture(client, index, nadia, way):
    factories.agree(nadia, "pictured", use="recaps")
    picture = {
        "image": factories.make_image(),
        "alt_text": "Nadia at the piano",
        "people": [nadia],
    }
    recap = factories.make_recap(index, title="Evening", body=[("image", picture)])

    def found():
        return client.get("/search/", {"q": "piano"}).json()["titles"]

    assert found() == ["Evening"]
    factories.run(WAYS[way], nadia)
    assert "piano" not in client.get(recap.url).content.decode()
    assert found() == []
