/* RRULE text (RFC 5545 section 3.3.10) to what the rule builder's controls hold, and back.

   A rule is { freq, interval, weekdays, monthday, nth, place, months, count, until, wkst }:
   freq is empty for a meet-up that takes place once; weekdays are those of a weekly rule,
   such as ["TU"], empty for that of the start. Of a monthly or yearly one, either monthday
   (-1 is the last day), or nth and place, as in 4 and "TU" for the fourth Tuesday, or
   neither: the day of the start. count and until are 0 and "" without an end.

   What the controls cannot hold is null: such a rule is left as it is written. */
(() => {
  const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
  // Several days that have one name: a weekday, a weekend day.
  const GROUPS = ["MO,TU,WE,TH,FR", "SA,SU"];
  const FREQUENCIES = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
  const ORDINALS = [1, 2, 3, 4, 5, -1, -2];
  const PARTS = [
    "FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST", "COUNT", "UNTIL",
  ];

  const once = () => ({
    freq: "", interval: 1, weekdays: [], monthday: 0, nth: 0, place: "", months: [],
    count: 0, until: "", wkst: "",
  });

  const byWeek = (one, other) => WEEKDAYS.indexOf(one) - WEEKDAYS.indexOf(other);

  // NaN where the text is no number from low to high; never equal to anything then.
  function number(text, low, high) {
    const value = /^[0-9]{1,6}$/.test(text) ? Number(text) : NaN;
    return value >= low && value <= high ? value : NaN;
  }

  // The parts of the text by name; null where one is unknown, empty or there twice.
  function split(text) {
    const parts = new Map();
    for (const item of text.split(";").filter(Boolean)) {
      const [, name, value] = /^([A-Z]+)=(.+)$/.exec(item) || [];
      if (!PARTS.includes(name) || parts.has(name)) return null;
      parts.set(name, value);
    }
    return parts;
  }

  function readWeekdays(text) {
    const days = [...new Set(text.split(","))];
    return days.every((day) => WEEKDAYS.includes(day)) ? days.sort(byWeek) : null;
  }

  // The fourth Tuesday, the last weekday: [nth, place].
  function readPlace(byday, bysetpos) {
    const days = bysetpos === undefined ? null : readWeekdays(byday);
    const [, nth, day] = days
      ? [null, bysetpos, days.join(",")]
      : /^([+-]?[0-9]+)([A-Z]{2})$/.exec(byday) || [];
    const known = days ? GROUPS.includes(day) : bysetpos === undefined && WEEKDAYS.includes(day);
    return known && ORDINALS.includes(Number(nth)) ? [Number(nth), day] : null;
  }

  function readMonthday(text) {
    const day = /^-/.test(text) ? -number(text.slice(1), 1, 2) : number(text, 1, 31);
    return Number.isNaN(day) ? null : day;
  }

  function readMonths(text) {
    const months = [...new Set(text.split(",").map((item) => number(item, 1, 12)))];
    return months.some(Number.isNaN) ? null : months.sort((one, other) => one - other);
  }

  function isDay(text) {
    const [, year, month, day] = /^([0-9]{4})([0-9]{2})([0-9]{2})$/.exec(text) || [];
    const date = new Date(Date.UTC(year, month - 1, day));
    return Number(year) >= 1970 && date.toISOString().slice(0, 10) === `${year}-${month}-${day}`;
  }

  // Fills in which days; false where the controls cannot hold them.
  function readDays(rule, parts) {
    const [byday, bysetpos, bymonthday] = ["BYDAY", "BYSETPOS", "BYMONTHDAY"].map((name) =>
      parts.get(name),
    );
    if (rule.freq === "WEEKLY") {
      rule.weekdays = byday === undefined ? [] : readWeekdays(byday);
      return rule.weekdays && bysetpos === undefined && bymonthday === undefined;
    }
    if (byday === undefined && bysetpos === undefined && bymonthday === undefined) return true;
    // A yearly one without a month means the fourth Tuesday of the year.
    if (rule.freq === "DAILY" || (rule.freq === "YEARLY" && !rule.months.length)) return false;
    if (byday === undefined) {
      rule.monthday = bysetpos === undefined ? readMonthday(bymonthday) : null;
      return rule.monthday !== null;
    }
    const place = bymonthday === undefined ? readPlace(byday, bysetpos) : null;
    if (place) [rule.nth, rule.place] = place;
    return place !== null;
  }

  function parse(text) {
    const parts = split(text.replace(/\s/g, "").toUpperCase().replace(/^RRULE:/, ""));
    if (!parts) return null;
    const rule = once();
    if (!parts.size) return rule;
    rule.freq = parts.get("FREQ");
    rule.interval = number(parts.get("INTERVAL") ?? "1", 1, 9999);
    rule.months = parts.has("BYMONTH") ? readMonths(parts.get("BYMONTH")) : [];
    rule.count = parts.has("COUNT") ? number(parts.get("COUNT"), 1, 999999) : 0;
    rule.until = parts.get("UNTIL") ?? "";
    const wkst = parts.get("WKST") ?? "MO";
    rule.wkst = wkst === "MO" ? "" : wkst;
    const isKnown =
      FREQUENCIES.includes(rule.freq) &&
      !Number.isNaN(rule.interval) &&
      rule.months &&
      (rule.freq !== "YEARLY" || rule.months.length < 2) &&
      !Number.isNaN(rule.count) &&
      (!rule.until || (isDay(rule.until) && !rule.count)) &&
      WEEKDAYS.includes(wkst);
    return isKnown && readDays(rule, parts) ? rule : null;
  }

  function build(rule) {
    if (!rule.freq) return "";
    const isGroup = rule.place.includes(",");
    const byday = rule.nth ? `${isGroup ? "" : rule.nth}${rule.place}` : rule.weekdays.join(",");
    const values = {
      FREQ: rule.freq,
      INTERVAL: rule.interval > 1 ? rule.interval : "",
      BYMONTH: rule.months.join(","),
      BYMONTHDAY: rule.monthday || "",
      BYDAY: byday,
      BYSETPOS: isGroup ? rule.nth : "",
      WKST: rule.wkst,
      COUNT: rule.count || "",
      UNTIL: rule.until,
    };
    return PARTS.filter((name) => values[name] !== "")
      .map((name) => `${name}=${values[name]}`)
      .join(";");
  }

  window.meetupsRule = { GROUPS, ORDINALS, WEEKDAYS, build, once, parse };
})();
