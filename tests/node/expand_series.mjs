// The dates that ical.js (Thunderbird, Nextcloud) makes of whole calendars with series.
// In: JSON [{text, until: "2027-01-01T00:00:00Z"}, …]. Out: JSON [[[start, end], …], …]:
// those whose RECURRENCE-ID, or start, is before the instant `until`; as dates or, by the
// calendar's own VTIMEZONE, instants in UTC.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

function written(time) {
  return (time.isDate ? time : time.convertToZone(ICAL.Timezone.utcTimezone)).toString();
}

function expand({ text, until }) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const limit = ICAL.Time.fromDateTimeString(until).toUnixTime();
  const all = calendar.getAllSubcomponents("vevent");
  const changed = all.filter((event) => event.hasProperty("recurrence-id"));
  const found = [];
  for (const component of all.filter((event) => !changed.includes(event))) {
    const uid = component.getFirstPropertyValue("uid");
    const exceptions = changed.filter((one) => one.getFirstPropertyValue("uid") === uid);
    const event = new ICAL.Event(component, { exceptions, strictExceptions: true });
    if (!event.isRecurring()) {
      found.push([written(event.startDate), written(event.endDate)]);
      continue;
    }
    const dates = event.iterator();
    for (let next = dates.next(); next && next.toUnixTime() < limit; next = dates.next()) {
      const { startDate, endDate } = event.getOccurrenceDetails(next);
      found.push([written(startDate), written(endDate)]);
    }
  }
  return found;
}

const calendars = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(calendars.map(expand)));
