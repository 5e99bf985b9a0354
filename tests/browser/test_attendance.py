"""Who was there, as a host uses it: on a phone, by keyboard, without JavaScript; stickers."""

import pytest
from django.contrib.auth.models import Permission
from playwright.sync_api import expect

from wagtail_meetups.admin.attendance.base import date_url, dates_url
from wagtail_meetups.domain.stickers import SHEETS
from wagtail_meetups.models import Attendee, Occurrence

from .. import factories
from .axe import find_violations
from .content import PEOPLE, make_people
from .test_accessibility import WAGTAILS_OWN

pytestmark = pytest.mark.browser
PIXELS = 96 / 25.4  # To a millimetre.
LONG = [
    ("Bartholomäus-Maximilian", "Sachverständiger für Wärmepumpensysteme"),
    ("Wolfeschlegelsteinhausenbergerdorff", "w" * 150),
    (
        "Anne-Charlotte Emmanuelle",
        "Traductrice assermentée, allemand, danois et suédois",
    ),
    ("王小明", "木工和家具修复师"),
    ("さくらこ", "商品写真家"),
    ("عبد الرحمن", "مهندس صوت للمتاحف والمعارض"),
    ("רבקה", "מאיירת ספרי ילדים"),
    ("M" * 100, ""),
    ("Zoé", "baker"),
]


@pytest.fixture
def evening(index, editors):
    editors.permissions.add(
        *Permission.objects.filter(content_type__model="attendance")
    )
    # Whoever keeps the people may merge them.
    editors.permissions.add(
        *Permission.objects.filter(
            codename__in=["change_attendee", "delete_attendee"],
            content_type__app_label="wagtail_meetups",
        )
    )
    event = factories.make_event(index, title="Evening by the canal")
    occurrence = Occurrence.objects.get(event=event.pk)
    for number, person in enumerate(make_people()[:-2]):
        role = "host" if number == 0 else "guest"
        state = ("expected", "came", "expected", "absent")[number % 4]
        factories.make_attendance(occurrence, person, role=role, state=state)
    return occurrence


def row(page, name):
    return page.get_by_role("listitem").filter(has_text=name)


def test_one_tap_on_a_phone(phone, evening, keep_picture):
    phone.goto(date_url(evening.pk))
    keep_picture(phone, "who-was-there-phone")
    person = evening.attendances.filter(state="expected").first().attendee
    name = f"{person.first_name} {person.last_name}"
    tap = row(phone, name).get_by_role("button", name=f"Came {name}", exact=True)
    box = tap.bounding_box()
    assert box["width"] >= 48 and box["height"] >= 48
    tap.tap()
    expect(
        phone.get_by_role("status").filter(has_text=f"{name}: came.")
    ).to_be_visible()
    expect(row(phone, name)).to_contain_text("came")
    phone.evaluate("scrollTo(0, 0)")
    phone.get_by_role("status").get_by_role("button", name="Undo").tap()
    expect(row(phone, name).get_by_role("button", name=f"Came {name}")).to_be_visible()
    # Nothing is wider than the phone.
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not phone.evaluate(wide)
    assert phone.mistakes == []


def test_somebody_is_found_and_added_while_one_types(desk, evening):
    listed = set(evening.attendances.values_list("attendee", flat=True))
    person = Attendee.objects.exclude(pk__in=listed).first()
    desk.goto(date_url(evening.pk))
    desk.get_by_role("searchbox").press_sequentially(person.first_name.lower()[:4])
    box = desk.get_by_role("checkbox", name=person.first_name)
    expect(box).to_be_visible()
    if not box.is_checked():
        box.check()
    desk.get_by_role("button", name="Add those ticked").click()
    expect(desk.get_by_role("status").filter(has_text="was added")).to_be_visible()
    assert evening.attendances.filter(attendee=person).count() == 1
    assert desk.mistakes == []


def test_the_keyboard_is_enough(desk, evening):
    desk.goto(date_url(evening.pk))
    desk.get_by_role("searchbox").focus()
    desk.keyboard.type("zzz")
    expect(desk.get_by_text("Nobody on the list is called so.")).to_be_visible()
    desk.get_by_label("First name").focus()
    desk.keyboard.press("ControlOrMeta+a")
    desk.keyboard.type("Bruna")
    desk.keyboard.press("Enter")
    expect(
        desk.get_by_role("status").filter(has_text="Bruna was added.")
    ).to_be_visible()
    desk.get_by_role("status").get_by_role("button", name="Undo").focus()
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    expect(desk.get_by_text("Bruna was added.")).to_have_count(0)
    assert not evening.attendances.filter(attendee__first_name="Bruna").exists()


def test_it_works_without_javascript(new_page, log_in, evening, editor):
    wired = log_in(new_page())
    page = new_page(java_script_enabled=False)
    page.context.add_cookies(wired.context.cookies())
    page.goto(date_url(evening.pk))
    person = evening.attendances.filter(state="expected").last().attendee
    name = f"{person.first_name} {person.last_name}"
    page.get_by_role("searchbox").fill(person.first_name)
    page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name=f"Came {name}").click()
    expect(page.get_by_text(f"{name}: came.")).to_be_visible()
    assert "?q=" in page.url


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_screens_are_accessible(request, evening, keep_picture, size):
    page = request.getfixturevalue(size)
    attendance = evening.attendances.first()
    twin = factories.make_attendee(
        first_name=attendance.attendee.first_name,
        last_name=attendance.attendee.last_name,
        trade=attendance.attendee.trade,
    )
    screens = {
        "dates": dates_url(),
        "who-was-there": date_url(evening.pk),
        "who-was-there-found": f"{date_url(evening.pk)}?q=a",
        "person-at-date": date_url(evening.pk, "person", attendance.pk),
        "several": date_url(evening.pk, "several"),
        "stickers": date_url(evening.pk, "stickers"),
        "sheets": f"{date_url(evening.pk, 'print')}?blanks=3&first=2",
        "duplicates": "/admin/meetups/people/duplicates/",
        "merge": f"/admin/meetups/people/merge/{attendance.attendee_id}/{twin.pk}/",
        "merge-with": f"/admin/meetups/people/merge/{attendance.attendee_id}/",
        "person": f"/admin/snippets/wagtail_meetups/attendee/edit/{attendance.attendee_id}/",
    }
    found = {}
    for name, url in screens.items():
        page.goto(url)
        page.wait_for_load_state("networkidle")
        keep_picture(page, f"attendance-{name}-{size}")
        if violations := find_violations(page, WAGTAILS_OWN):
            found[name] = violations
    page.goto(date_url(evening.pk, "several"))
    page.get_by_label("People").fill(
        f"{attendance.attendee}\n{PEOPLE[0][0]}\nSomebody New, baker"
    )
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Nothing is added yet.")).to_be_visible()
    keep_picture(page, f"attendance-several-lines-{size}")
    if violations := find_violations(page, WAGTAILS_OWN):
        found["several-lines"] = violations
    assert found == {}
    assert page.mistakes == []


MEASURE = """() => {
  const sheets = [...document.querySelectorAll('.sheet')];
  return sheets.map(sheet => {
    const paper = sheet.getBoundingClientRect();
    return {
      width: paper.width, height: paper.height,
      labels: [...sheet.children].map(label => {
        const box = label.getBoundingClientRect();
        return {
          left: box.left - paper.left, top: box.top - paper.top,
          width: box.width, height: box.height,
          isCut: label.scrollHeight > label.clientHeight + 1 ||
            label.scrollWidth > label.clientWidth + 1,
          name: label.querySelector('.name')?.textContent,
          size: parseFloat(getComputedStyle(label.querySelector('.name') || label).fontSize),
        };
      }),
    };
  });
}"""


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.code)
def test_stickers_lie_where_the_labels_are(desk, evening, sheet, keep_picture):
    evening.attendances.all().delete()
    for name, trade in LONG:
        person = factories.make_attendee(first_name=name, trade=trade)
        factories.make_attendance(evening, person)
    desk.emulate_media(media="print")
    url = date_url(evening.pk, "print")
    first = sheet.count - 2
    desk.goto(f"{url}?sheet={sheet.code}&first={first}&blanks={sheet.count}")
    sheets = desk.evaluate(MEASURE)
    assert len(sheets) == 3 if sheet.count > 8 else 4
    for paper in sheets:
        assert paper["width"] == pytest.approx(sheet.paper.width * PIXELS, abs=0.5)
        assert paper["height"] == pytest.approx(sheet.paper.height * PIXELS, abs=0.5)
        for number, label in enumerate(paper["labels"]):
            left, top = sheet.place(number)
            for key, millimetres in (
                ("left", left),
                ("top", top),
                ("width", sheet.width),
                ("height", sheet.height),
            ):
                assert label[key] / PIXELS == pytest.approx(millimetres, abs=0.2), key
            assert not label["isCut"], label
    labels = [label for paper in sheets for label in paper["labels"]]
    assert [bool(label["name"]) for label in labels[: first - 1]] == [False] * (
        first - 1
    )
    sizes = {label["name"]: label["size"] for label in labels if label["name"]}
    assert len(sizes) == len(LONG)
    # One reads the name from a step away, and a short one from across the table.
    assert sizes["Zoé"] / PIXELS >= 9
    assert sizes["王小明"] / PIXELS >= 9
    assert min(sizes.values()) / PIXELS >= 3.1
    pdf = desk.pdf(prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") == len(sheets)
    keep_picture(desk, f"stickers-{sheet.code}")
