// What ical.js (Thunderbird, Nextcloud) makes of our VTIMEZONEs.
// In: JSON [{text, walls: ["2024-03-31T03:00:00", …]}, …]. Out: JSON [[seconds east of UTC, …], …].
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const zones = JSON.parse(readFileSync(0, "utf8"));
const offsets = zones.map(({ text, walls }) => {
  const component = new ICAL.Component(ICAL.parse(text));
  const zone = new ICAL.Timezone(component);
  return walls.map((wall) => zone.utcOffset(ICAL.Time.fromDateTimeString(wall)));
});
process.stdout.write(JSON.stringify(offsets));
