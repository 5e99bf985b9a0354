/* The rule builder: controls that read and write the RRULE text of RecurrenceInput. The text
   alone is sent; it is written when a control is used, and never before. */
(() => {
  const { ORDINALS, WEEKDAYS, build, once, parse } = window.meetupsRule;
  const A_RULE = "rule";
  const A_WEEK = 7;

  const iso = (date) => date.toISOString().slice(0, 10);
  const ticked = (boxes) => boxes.filter((box) => box.checked).map((box) => box.value);

  // The day on which the meet-up starts: as typed, or as the server read it.
  function startOf(form) {
    const typed = form?.elements.start_date?.value ?? "";
    const read = form?.querySelector("[data-meetups-start]")?.dataset.meetupsStart ?? "";
    const day = [typed, read].find((text) => /^\d{4}-\d{2}-\d{2}$/.test(text));
    const date = new Date(`${day}T00:00:00Z`);
    return Number.isNaN(date.getTime()) ? null : date;
  }

  const weekdayOf = (date) => WEEKDAYS[(date.getUTCDay() + 6) % A_WEEK];

  // Its places among the same weekdays of its month: the fourth, and the last.
  function placesOf(date) {
    const day = date.getUTCDate();
    const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    const nth = Math.ceil(day / A_WEEK);
    // A fifth one is missing in most months.
    const places = nth < 5 ? [nth] : [];
    return day + A_WEEK > length ? [...places, -1] : places;
  }

  class RepeatsController extends window.StimulusModule.Controller {
    static targets = [
      "builder", "count", "countPart", "details", "end", "freq", "interval", "month", "monthday",
      "months", "nth", "on", "otherDay", "otherPlace", "part", "place", "someMonth", "text",
      "unit", "until", "untilPart", "weekday", "yearMonth",
    ];

    static values = { words: Object };

    connect() {
      this.builderTarget.hidden = false;
      this.read();
      this.detailsTarget.open = !this.rule;
      this.monthsTarget.open = this.rule?.months.length > 0;
    }

    // The text has changed by hand.
    type() {
      if (!this.isWriting) this.read();
    }

    read() {
      this.rule = parse(this.textTarget.value);
      this.other = "";
      this.show();
    }

    write(rule) {
      this.rule = rule;
      this.isWriting = true;
      this.textTarget.value = build(rule);
      for (const name of ["input", "change"]) {
        this.textTarget.dispatchEvent(new Event(name, { bubbles: true }));
      }
      this.isWriting = false;
      this.show();
    }

    get start() {
      return startOf(this.element.closest("form"));
    }

    // --- What the controls show

    show() {
      const rule = this.rule ?? once();
      const freq = this.rule ? rule.freq : A_RULE;
      this.freqTarget.value = freq;
      this.partTargets.forEach((part) => {
        part.hidden = !part.dataset.for.split(" ").includes(freq);
      });
      this.unitTarget.textContent = this.wordsValue.units[freq] ?? "";
      this.intervalTarget.value = rule.interval;
      const start = this.start;
      const days = rule.weekdays.length || !start ? rule.weekdays : [weekdayOf(start)];
      this.weekdayTargets.forEach((box) => {
        box.checked = days.includes(box.value);
      });
      this.someMonthTargets.forEach((box) => {
        box.checked = !rule.months.length || rule.months.includes(Number(box.value));
      });
      this.showDay(rule, start);
      this.showEnd(rule);
    }

    showDay(rule, start) {
      const chosen = this.other || this.keyOf(rule);
      const options = this.dayOptions(rule, start);
      const text = JSON.stringify(options);
      // A list that is open in somebody's hand is not drawn anew for nothing.
      if (text !== this.shownOptions) {
        this.onTarget.replaceChildren(...options.map(([key, name]) => new Option(name, key)));
        this.shownOptions = text;
      }
      this.onTarget.value = chosen;
      if (rule.nth) [this.nthTarget.value, this.placeTarget.value] = [rule.nth, rule.place];
      if (rule.monthday) this.monthdayTarget.value = rule.monthday;
      const isYearly = rule.freq === "YEARLY" && (rule.months.length > 0 || this.other !== "");
      this.otherPlaceTargets.forEach((part) => {
        part.hidden = this.other !== "place";
      });
      this.otherDayTarget.hidden = this.other !== "day";
      this.yearMonthTarget.hidden = !isYearly;
      if (isYearly) [this.monthTarget.value] = rule.months;
    }

    showEnd(rule) {
      const end = rule.until ? "until" : rule.count ? "count" : "";
      this.endTarget.value = end;
      this.untilPartTarget.hidden = end !== "until";
      this.countPartTarget.hidden = end !== "count";
      this.untilTarget.value = rule.until.replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3");
      this.countTarget.value = rule.count || "";
    }

    // Which day of the month a rule means, as the value of an option.
    keyOf({ nth, place, monthday }) {
      if (nth) return `place ${nth} ${place}`;
      return monthday ? `day ${monthday}` : "start";
    }

    nameOf(key) {
      const { places, weekdays, monthdays } = this.wordsValue;
      const [kind, number, place] = key.split(" ");
      if (kind === "day") return monthdays[number];
      return places[number].replace("%(weekday)s", weekdays[place]);
    }

    dayOptions(rule, start) {
      const { sameDay, sameDate, otherPlace, otherDay } = this.wordsValue;
      const keys = start ? placesOf(start).map((nth) => `place ${nth} ${weekdayOf(start)}`) : [];
      keys.push("day -1");
      const current = this.keyOf(rule);
      if (current !== "start" && !keys.includes(current)) keys.push(current);
      return [
        ["start", rule.freq === "YEARLY" ? sameDate : sameDay],
        ...keys.map((key) => [key, this.nameOf(key)]),
        ["place", otherPlace],
        ["day", otherDay],
      ];
    }

    // --- What a person chooses

    chooseFreq() {
      const freq = this.freqTarget.value;
      if (freq === A_RULE) {
        this.detailsTarget.open = true;
        this.textTarget.focus();
        return;
      }
      this.other = "";
      const { count, until, wkst } = this.rule ?? once();
      const rule = freq ? { ...once(), freq, count, until, wkst } : once();
      const start = this.start;
      if (freq === "MONTHLY" && start) {
        [rule.nth] = placesOf(start);
        rule.place = weekdayOf(start);
      }
      this.write(rule);
    }

    chooseOn() {
      const [kind, number, place] = this.onTarget.value.split(" ");
      this.other = number === undefined && kind !== "start" ? kind : "";
      const rule = { ...this.rule, monthday: 0, nth: 0, place: "" };
      if (kind === "place") {
        rule.nth = Number(number ?? (this.rule.nth || ORDINALS[0]));
        rule.place = place ?? (this.rule.place || WEEKDAYS[0]);
      } else if (kind === "day") {
        rule.monthday = Number(number ?? (this.rule.monthday || 1));
      }
      if (rule.freq === "YEARLY") {
        const month = (this.start?.getUTCMonth() ?? 0) + 1;
        rule.months = kind === "start" ? [] : [this.rule.months[0] ?? month];
      }
      this.write(rule);
    }

    chooseEnd() {
      const rule = { ...this.rule, count: 0, until: "" };
      if (this.endTarget.value === "count") rule.count = 10;
      if (this.endTarget.value === "until") {
        const end = this.start ?? new Date();
        end.setUTCFullYear(end.getUTCFullYear() + 1);
        rule.until = iso(end).replaceAll("-", "");
      }
      this.write(rule);
    }

    // Any other control; one that is being emptied to be filled anew changes nothing yet.
    choose() {
      const rule = { ...this.rule };
      rule.interval = Number(this.intervalTarget.value);
      if (rule.freq === "WEEKLY") this.takeWeekdays(rule);
      if (this.other === "place") {
        [rule.nth, rule.place] = [Number(this.nthTarget.value), this.placeTarget.value];
      }
      if (this.other === "day") rule.monthday = Number(this.monthdayTarget.value);
      if (rule.freq !== "YEARLY") {
        const months = ticked(this.someMonthTargets).map(Number);
        rule.months = months.length === this.someMonthTargets.length ? [] : months;
      } else if (rule.months.length) {
        rule.months = [Number(this.monthTarget.value)];
      }
      if (rule.count) rule.count = Number(this.countTarget.value);
      if (rule.until) rule.until = this.untilTarget.value.replaceAll("-", "");
      const isWhole = (this.rule.count === 0 || rule.count) && (!this.rule.until || rule.until);
      if (isWhole && parse(build(rule)) && rule.interval >= 1) this.write(rule);
    }

    // That of the start alone needs no words: the rule then follows the date.
    takeWeekdays(rule) {
      const days = ticked(this.weekdayTargets).sort(
        (one, other) => WEEKDAYS.indexOf(one) - WEEKDAYS.indexOf(other),
      );
      const start = this.start;
      rule.weekdays = start && days.join() === weekdayOf(start) ? [] : days;
    }
  }

  window.wagtail.app.register("meetups-repeats", RepeatsController);
})();
