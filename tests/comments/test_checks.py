"""What looks at a comment before it is taken; and what the host's own checks may do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories
from wagtail_meetups.comments.addresses import address_of
from wagtail_meetups.comments.checking import judge
from wagtail_meetups.comments.models import RateMark, VisitorComment
from wagtail_meetups.comments.rates import purge_marks, take_place
from wagtail_meetups.comments.verdicts import Submission, hold, publish, reject

from .commenting import add_comments, form_data, send, sent, text_of

pytestmark = pytest.mark.django_db
State = VisitorComment.State


@pytest.fixture
def open_rules(configure):
    def change(**values):
        configure(**{"HOLD": "none", "MIN_SECONDS": 0, "RATE": 1000, **values})

    change()
    return change


@pytest.mark.parametrize(
    ("values", "typed", "reason"),
    [
        (
            {},
            {"comment": "https://a.example/ www.b.example HTTP://c.example"},
            "It holds many links.",
        ),
        ({}, {"comment": "https://a.example/ and https://b.example/"}, ""),
        ({"LINKS": 0}, {"comment": "https://a.example/"}, "It holds many links."),
        (
            {"WORDS": ["casino", ""]},
            {"comment": "Best CASINO"},
            "It holds a word of your list.",
        ),
        (
            {"WORDS": ["casino"]},
            {"name": "Casino Royal"},
            "It holds a word of your list.",
        ),
        (
            {"WORDS": ["casino"]},
            {"url": "https://casino.example"},
            "It holds a word of your list.",
        ),
        ({"WORDS": ["casino"]}, {}, ""),
        ({"MIN_SECONDS": 60}, {}, "It was sent very fast."),
    ],
)
def test_what_lets_a_comment_wait(client, event, open_rules, values, typed, reason):
    open_rules(**values)
    row = sent(client, event, **typed)
    assert row.reason == reason
    assert row.state == (State.WAITING if reason else State.PUBLISHED)


@pytest.mark.parametrize(
    "dressed",
    ["ｃａｓｉｎｏ", "cas\u200bino", "ca\u00adsino", "CÁSÍNO", "c\u0336asino"],
)
def test_a_word_is_found_however_it_is_dressed_up(client, event, open_rules, dressed):
    open_rules(WORDS=["Casino"])
    row = sent(client, event, comment=f"Best {dressed} in town")
    assert row.reason == "It holds a word of your list."


def test_a_reason_is_kept_untranslated(client, event, open_rules):
    from django.utils.translation import override

    open_rules(WORDS=["casino"])
    data = form_data(client, event, comment="casino")
    with override("fr"):
        client.post(f"{event.url}comments/", data)
    row = VisitorComment.objects.get()
    assert row.reason == "It holds a word of your list."


def test_repeated_text(client, index, event, open_rules):
    sent(client, event)
    again = send(client, event)
    assert again.status_code == 403 and "there already" in text_of(again)
    other = factories.make_event(index)
    assert sent(client, other).reason == "The same text was sent before."
    assert sent(client, event, email="other@example.org").state == State.WAITING
    # Many say the same few words.
    sent(client, event, comment="See you!")
    assert sent(client, other, comment="See you!").state == State.PUBLISHED
    add_comments(
        other, 1, comment="A" * 40, submit_date=timezone.now() - timedelta(days=2)
    )
    assert sent(client, event, comment="A" * 40).state == State.PUBLISHED


class Checks:
    """What the check below was asked."""

    asked: list = []


def publishing_check(submission):
    Checks.asked.append(submission)
    return publish()


def holding_check(submission):
    return hold("Because")


def rejecting_check(submission):
    return reject(f"No {submission.data.get('extra', 'words')} please")


def silent_check(submission):
    return None


HERE = "tests.comments.test_checks."


@pytest.mark.parametrize(
    ("names", "site", "state"),
    [
        (["silent"], "all", State.WAITING),
        (["publishing", "silent"], "all", State.PUBLISHED),
        (["publishing", "holding"], "none", State.WAITING),
        (["holding", "publishing"], "none", State.WAITING),
        ([], "none", State.PUBLISHED),
        (["holding", "rejecting", "publishing"], "none", None),
    ],
)
def test_the_strictest_word_counts(client, event, open_rules, names, site, state):
    Checks.asked.clear()
    open_rules(CHECKS=[f"{HERE}{name}_check" for name in names], HOLD=site)
    response = send(client, event)
    if state is None:
        assert "No words please" in text_of(response)
        assert not VisitorComment.objects.exists()
        assert not Checks.asked  # After a rejection nobody is asked.
        return
    row = VisitorComment.objects.get()
    assert row.state == state
    assert row.reason == ("Because" if "holding" in names else "")


def test_a_check_sees_all_that_was_sent(client, event, open_rules, make_user):
    Checks.asked.clear()
    open_rules(CHECKS=[f"{HERE}publishing_check"])
    user = make_user()
    client.force_login(user)
    data = form_data(client, event) | {"altcha": "solved"}
    client.post(f"{event.url}comments/", data, headers={"user-agent": "Browser"})
    (submission,) = Checks.asked
    assert submission.data["altcha"] == "solved"
    assert (submission.page_id, submission.user_id) == (event.pk, user.pk)
    assert submission.user_agent == "Browser"
    assert submission.address == "127.0.0.1"
    assert 0 <= submission.seconds < 60
    assert not submission.is_known


def submission(**values):
    return Submission(
        **{
            "page_id": 1,
            "text": "Words",
            "name": "Ilse",
            "email": "i@example.org",
            "link": "",
            "now": timezone.now(),
            **values,
        }
    )


def test_what_is_not_known_is_not_counted(open_rules):
    assert judge(submission()) is None
    assert not RateMark.objects.exists()


def test_the_rate_holds_in_any_span_of_time(open_rules):
    """Not by the clock's own minutes: at the end of one and the start of the next."""
    open_rules(RATE=3, RATE_MINUTES=10)
    start = timezone.now()

    def ask(minutes):
        return take_place("address", "192.0.2.1", start + timedelta(minutes=minutes))

    assert [ask(at) for at in (0, 8, 9, 9.5)] == [True, True, True, False]
    assert [ask(at) for at in (10.1, 11, 18.1, 19.1, 19.2)] == [
        True,
        False,
        True,
        True,
        False,
    ]
    mark = RateMark.objects.get()
    assert len(mark.times) == 3
    assert purge_marks(mark.touched + timedelta(minutes=9)) == 0
    assert purge_marks(mark.touched + timedelta(minutes=11)) == 1


def test_what_is_not_taken_is_not_counted(client, event, open_rules):
    open_rules(
        CHECKS=["wagtail_meetups.comments.rates.check_rate", f"{HERE}rejecting_check"]
    )
    assert send(client, event).status_code == 403
    assert not RateMark.objects.exists()


def test_an_account_has_a_share_of_its_own(client, event, open_rules, make_user):
    open_rules(RATE=2)
    client.force_login(make_user())
    for number in range(2):
        data = form_data(client, event, comment=f"Number {number}")
        client.post(f"{event.url}comments/", data, REMOTE_ADDR=f"192.0.2.{number}")
    data = form_data(client, event)
    response = client.post(f"{event.url}comments/", data, REMOTE_ADDR="192.0.2.9")
    assert response.status_code == 403


@pytest.mark.parametrize(
    ("proxies", "direct", "forwarded", "address"),
    [
        ([], "192.0.2.1", "198.51.100.1", "192.0.2.1"),
        (["10.0.0.0/8"], "10.1.2.3", "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        (["10.0.0.0/8"], "10.1.2.3", "198.51.100.1, 10.9.9.9", "198.51.100.1"),
        (["10.0.0.0/8"], "192.0.2.1", "198.51.100.1", "192.0.2.1"),
        (["10.0.0.0/8"], "10.1.2.3", "", ""),
        (["10.0.0.0/8"], "10.1.2.3", "nonsense", ""),
        (["unix"], "", "198.51.100.1", "198.51.100.1"),
        ([], "", "198.51.100.1", ""),
        ([], "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ([], "::ffff:192.0.2.1", "", "192.0.2.1"),
        (["::1"], "::1", "[::3]", "::/64"),
    ],
)
def test_the_address_behind_the_hosts_own_proxies(
    rf, configure, proxies, direct, forwarded, address
):
    configure(PROXIES=proxies)
    request = rf.get("/", REMOTE_ADDR=direct, HTTP_X_FORWARDED_FOR=forwarded)
    assert address_of(request) == address
