"""Asks for the feed, as someone without an account."""

from django.test import Client
from django.utils.http import parse_http_date

__all__ = ["ATOM", "TOPIC", "URL", "get", "validators"]

URL = "/meetups/ical/"
TOPIC = "/meetups/ical/topic/design/"
ATOM = "/meetups/atom/"


def get(url=URL, method="get", **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return getattr(Client(), method)(url, headers=headers)


def validators(url=URL):
    response = get(url)
    assert response.status_code == 200
    return response["ETag"], parse_http_date(response["Last-Modified"])
