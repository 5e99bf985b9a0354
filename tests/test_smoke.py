import pytest
from . import factories

pytestmark = pytest.mark.django_db


def test_feed(client, index, django_assert_num_queries):
    venue = factories.make_venue()
    e = factories.make_event(
        index, title="Hello", venue=venue, topics=[factories.make_topic()]
    )
    r = client.get("/meetups/ical/")
    print(r.content.decode())
    print(r.headers)
    assert r.status_code == 200
    r2 = client.get("/meetups/ical/", headers={"if-none-match": r["ETag"]})
    assert r2.status_code == 304
    from django.test.utils import CaptureQueriesContext
    from django.db import connection

    with CaptureQueriesContext(connection) as q:
        client.get("/meetups/ical/", headers={"if-none-match": r["ETag"]})
    for x in q:
        print(x["sql"][:300])
    with CaptureQueriesContext(connection) as q:
        factories.publish(e, title="New")
    print(len(q))
    for x in q:
        if "meetups" in x["sql"]:
            print(x["sql"][:200])
    print(client.get(e.url + "ical/").content.decode())
