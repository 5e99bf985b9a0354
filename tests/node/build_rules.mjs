// What the rule builder makes of rules. In: JSON ["FREQ=…", …]. Out: JSON
// { read: [text that it writes back, or null, …], built: […], wrong: […] }: `built` are the
// texts of every kind of rule that its controls can hold, `wrong` those among them that it
// does not read again as what they were.
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import vm from "node:vm";

const SCRIPT = "../../wagtail_meetups/static/wagtail_meetups/admin/rule.js";
const context = { window: {} };
vm.runInNewContext(readFileSync(new URL(SCRIPT, import.meta.url), "utf8"), context);
const { GROUPS, ORDINALS, WEEKDAYS, build, once, parse } = context.window.meetupsRule;
// Of this context, so that equal objects are equal.
const copy = (value) => JSON.parse(JSON.stringify(value));

const days = {
  DAILY: [{}],
  WEEKLY: Array.from({ length: 128 }, (_none, bits) => ({
    weekdays: [...WEEKDAYS].filter((_day, index) => (bits >> index) & 1),
  })),
};
const places = [...ORDINALS].flatMap((nth) =>
  [...WEEKDAYS, ...GROUPS].map((place) => ({ nth, place })),
);
const monthdays = [-2, -1, ...Array(31).keys()].map((day) => ({
  monthday: day < 0 ? day : day + 1,
}));
days.MONTHLY = [{}, ...monthdays, ...places];
days.YEARLY = days.MONTHLY;
const ends = [{}, { count: 1 }, { count: 999999 }, { until: "20280229" }, { until: "20271231" }];
const months = { YEARLY: [[], [2], [12]] };
const someMonths = [[], [8], [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12]];

const rules = [once()];
for (const [freq, kinds] of Object.entries(days)) {
  for (const kind of kinds) {
    for (const some of months[freq] ?? someMonths) {
      if (freq === "YEARLY" && !some.length && Object.keys(kind).length) continue;
      for (const end of ends) {
        for (const [interval, wkst] of [[1, ""], [2, "SU"], [9999, ""]]) {
          rules.push({ ...once(), freq, interval, wkst, months: some, ...kind, ...end });
        }
      }
    }
  }
}

const built = rules.map(build);
const wrong = built.filter((text, at) => !isDeepStrictEqual(copy(parse(text)), copy(rules[at])));
const texts = JSON.parse(readFileSync(0, "utf8"));
const read = texts.map(parse).map((rule) => rule && build(rule));
process.stdout.write(JSON.stringify({ read, built, wrong }));
