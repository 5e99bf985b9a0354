// The dates that ical.js (Thunderbird, Nextcloud) makes of whole calendars: see tests/expanders.py.
// In: JSON [{calendar: "BEGIN:VCALENDAR…", until: "2030-01-01T00:00:00Z"}, …]; dates that
// are planned before "until" are told.
// Out: JSON [[[start, end, status, summary], …], …]; a time is an instant in UTC, "…Z".
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

function moment(time) {
  return time.isDate
    ? time.toString()
    : time.convertToZone(ICAL.Timezone.utcTimezone).toString();
}

function expand({ calendar, until }) {
  const root = new ICAL.Component(ICAL.parse(calendar));
  for (const zone of root.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(zone);
  }
  const end = ICAL.Time.fromString(until);
  const components = root.getAllSubcomponents("vevent");
  const exceptions = components.filter((one) => one.hasProperty("recurrence-id"));
  const uid = (component) => component.getFirstPropertyValue("uid");
  const dates = [];
  for (const component of components.filter((one) => !exceptions.includes(one))) {
    const event = new ICAL.Event(component, {
      exceptions: exceptions.filter((one) => uid(one) === uid(component)),
    });
    const found = [];
    if (event.isRecurring()) {
      const iterator = event.iterator();
      for (let next = iterator.next(); next; next = iterator.next()) {
        if (next.convertToZone(ICAL.Timezone.utcTimezone).compare(end) >= 0) break;
        found.push(event.getOccurrenceDetails(next));
      }
    } else {
      found.push({ item: event, startDate: event.startDate, endDate: event.endDate });
    }
    for (const { item, startDate, endDate } of found) {
      const status = item.component.getFirstPropertyValue("status");
      dates.push([moment(startDate), moment(endDate), status, item.summary]);
    }
  }
  ICAL.TimezoneService.reset();
  return dates;
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(expand)));
