// What ical.js (Thunderbird, Nextcloud) makes of whole calendars: see tests/parsers.py.
// In: JSON ["BEGIN:VCALENDAR…", …]. Out: JSON [[{uid, start, …}, …], …].
// A time is an instant in UTC by the calendar's own VTIMEZONE, "…Z"; one that has no zone
// lacks the Z. A date is "2026-03-29".
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const unescape = ICAL.design.icalendar.value.text.fromICAL;

function moment(event, name) {
  const time = event.getFirstPropertyValue(name);
  if (time === null || time.isDate || time.zone.tzid === "floating") {
    return time && time.toString();
  }
  return time.convertToZone(ICAL.Timezone.utcTimezone).toString();
}

function read(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  // Not in ical.js's list of properties, so that it gives the value as it is written.
  const name = unescape(calendar.getFirstPropertyValue("name") ?? "");
  return calendar.getAllSubcomponents("vevent").map((event) => {
    const value = (property) => event.getFirstPropertyValue(property) ?? "";
    const parameter = (property, key) =>
      event.getFirstProperty(property)?.getFirstParameter(key) ?? "";
    return {
      calendar: name,
      uid: value("uid"),
      sequence: value("sequence"),
      stamp: moment(event, "dtstamp"),
      last_modified: moment(event, "last-modified"),
      created: moment(event, "created"),
      start: moment(event, "dtstart"),
      end: moment(event, "dtend"),
      summary: value("summary"),
      status: value("status"),
      transparency: value("transp"),
      description: value("description"),
      location: value("location"),
      geo: event.getFirstPropertyValue("geo"),
      url: value("url"),
      categories: event.getAllProperties("categories").flatMap((p) => p.getValues()),
      conference: value("conference"),
      conference_label: parameter("conference", "label"),
      organizer: value("organizer"),
      organizer_name: parameter("organizer", "cn"),
    };
  });
}

const texts = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(texts.map(read)));
