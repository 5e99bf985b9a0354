"""The checks that the documentation proposes, run as a host would run them."""

import base64
import json
import sys
import time
from ipaddress import ip_address
from types import ModuleType
from urllib.parse import parse_qs

import pytest
import requests
from django.test import RequestFactory

from tests.docs import samples
from wagtail_meetups.comments.models import VisitorComment

from .commenting import WORDS, form_data, send, sent, text_of

pytestmark = pytest.mark.django_db
State = VisitorComment.State


@pytest.fixture
def sample(monkeypatch, configure):
    """A module made of the one sample that has this name in it, as the only check."""

    def load(function):
        (source,) = [
            code
            for code in samples.code(samples.read("how-to/comment-checks.md"), "python")
            if f"def {function}(" in code
        ]
        module = ModuleType("sample_of_checks")
        exec(compile(source, "comment-checks.md", "exec"), module.__dict__)  # noqa: S102
        monkeypatch.setitem(sys.modules, module.__name__, module)
        configure(HOLD="none", MIN_SECONDS=0, CHECKS=[f"{module.__name__}.{function}"])
        return module

    return load


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ({"name": "http://shop.example"}, None),
        ({"comment": "BUY IT"}, State.WAITING),
        ({}, State.PUBLISHED),
    ],
)
def test_a_check_of_ones_own(client, event, sample, typed, state):
    sample("check_language")
    response = send(client, event, **typed)
    if state is None:
        assert "Your name cannot be an address." in text_of(response)
    found = list(VisitorComment.objects.values_list("state", flat=True))
    assert found == ([] if state is None else [state])


class Akismet:
    """The service as its documentation has it, in the place of the network."""

    def __init__(self):
        self.asked = []
        self.down = None

    def send(self, adapter, request, timeout=None, **kwargs):
        assert request.url == "https://rest.akismet.com/1.1/comment-check"
        assert request.method == "POST"
        assert timeout
        if isinstance(self.down, Exception):
            raise self.down
        told = {name: each[0] for name, each in parse_qs(request.body).items()}
        self.asked.append(told)
        answer = requests.Response()
        answer.status_code, answer.url = self.down or 200, request.url
        answer._content = self.judge(told).encode()
        return answer

    @staticmethod
    def judge(told) -> str:
        try:
            ip_address(told.get("user_ip", ""))
        except ValueError:
            return "invalid"
        if told["api_key"] != "right" or not told["blog"].startswith("http"):
            return "invalid"
        name = told.get("comment_author")
        return "true" if name == "akismet-guaranteed-spam" else "false"


@pytest.fixture
def akismet(monkeypatch, settings, sample):
    settings.AKISMET_KEY = "right"
    sample("check_akismet")
    service = Akismet()
    monkeypatch.setattr(
        requests.adapters.HTTPAdapter,
        "send",
        lambda self, request, **kwargs: service.send(self, request, **kwargs),
    )
    return service


def test_akismet_lets_pass_what_is_no_spam(client, event, akismet):
    data = form_data(client, event, url="https://ilse.example/")
    client.post(
        f"{event.url}comments/",
        data,
        REMOTE_ADDR="2001:db8:1:2::3",
        HTTP_USER_AGENT="Browser",
    )
    assert VisitorComment.objects.get().state == State.PUBLISHED
    (told,) = akismet.asked
    assert told == {
        "api_key": "right",
        "blog": "http://testserver",
        "user_ip": "2001:db8:1:2::",
        "user_agent": "Browser",
        "comment_type": "comment",
        "comment_author": "Ilse",
        "comment_author_email": "ilse@example.org",
        "comment_author_url": "https://ilse.example/",
        "comment_content": WORDS,
    }


def test_akismet_holds_spam(client, event, akismet):
    row = sent(client, event, name="akismet-guaranteed-spam")
    assert (row.state, row.reason) == (State.WAITING, "Akismet takes it for spam.")


@pytest.mark.parametrize(
    "down",
    [
        requests.ConnectionError("no way"),
        requests.Timeout("too long"),
        500,
        "wrong key",
        "no address",
    ],
    ids=str,
)
def test_akismet_that_cannot_say_lets_nothing_pass(
    client, event, akismet, settings, down
):
    extra = {}
    if down == "wrong key":
        settings.AKISMET_KEY = "wrong"
    elif down == "no address":
        extra = {"REMOTE_ADDR": ""}
    else:
        akismet.down = down
    data = form_data(client, event)
    assert client.post(f"{event.url}comments/", data, **extra).status_code == 302
    row = VisitorComment.objects.get()
    assert (row.state, row.reason) == (State.WAITING, "Akismet did not answer.")


@pytest.fixture
def altcha(settings, sample):
    """The sample for ALTCHA, and its library as the browser."""
    import altcha as library

    settings.ALTCHA_SECRET = "a secret of the site"
    module = sample("check_altcha")

    def solve(**changes):
        told = json.loads(module.challenge(RequestFactory().get("/")).content)
        told["parameters"] |= changes
        challenge = library.Challenge.from_dict(told)
        solution = library.solve_challenge(challenge)
        return library.Payload(challenge, solution).to_base64()

    module.solve = solve
    return module


def post_solved(client, event, payload, **values):
    data = form_data(client, event, **values) | {"altcha": payload}
    return client.post(f"{event.url}comments/", data)


def test_altcha_takes_a_solution(client, event, altcha):
    assert post_solved(client, event, altcha.solve()).status_code == 302
    assert VisitorComment.objects.get().state == State.PUBLISHED
    challenge = altcha.challenge(RequestFactory().get("/"))
    assert "no-store" in challenge["Cache-Control"]


@pytest.mark.parametrize("how", ["none", "noise", "forged", "unsigned", "guessed"])
def test_altcha_refuses_what_is_no_solution(client, event, altcha, how):
    def change(**values):
        told = json.loads(base64.b64decode(altcha.solve()))
        return base64.b64encode(json.dumps(told | values).encode()).decode()

    payload = {
        "none": lambda: "",
        "noise": lambda: "é\x00%%",
        # One that takes no work, under the signature of another.
        "forged": lambda: altcha.solve(cost=1),
        "unsigned": lambda: change(challenge={}),
        "guessed": lambda: change(solution={"counter": 1, "derivedKey": "00" * 32}),
    }[how]()
    response = post_solved(client, event, payload)
    assert response.status_code == 403
    assert "Please wait until the check of the form is done." in text_of(response)
    assert WORDS in text_of(response)
    assert not VisitorComment.objects.exists()


def test_altcha_takes_each_challenge_once(client, event, altcha):
    """Also where the same solution comes in another wrapping."""
    payload = altcha.solve()
    assert post_solved(client, event, payload).status_code == 302
    told = json.loads(base64.b64decode(payload))
    for again in (
        told,
        told | {"x": "y" * 300},
        told | {"challenge": told["challenge"]},
    ):
        wrapped = base64.b64encode(json.dumps(again, indent=1).encode()).decode()
        answer = post_solved(client, event, wrapped, comment="More of it")
        assert answer.status_code == 403
    assert VisitorComment.objects.count() == 1


def test_altcha_refuses_a_solution_that_is_too_old(client, event, altcha, monkeypatch):
    payload = altcha.solve()
    now = time.time()
    monkeypatch.setattr("altcha.v2.time.time", lambda: now + altcha.LIFETIME + 1)
    response = post_solved(client, event, payload)
    assert response.status_code == 403
    assert not VisitorComment.objects.exists()


def test_a_preview_does_not_use_a_solution_up(client, event, altcha):
    payload = altcha.solve()
    assert post_solved(client, event, payload, preview="1").status_code == 200
    assert post_solved(client, event, payload).status_code == 302
