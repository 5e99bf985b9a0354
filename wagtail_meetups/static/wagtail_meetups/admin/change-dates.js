/* Beside the date of each change of a series ("cancel one date"), a list of its real dates.
   The field keeps what was typed into it, also a date that the rule no longer makes. */
(() => {
  const DATE = /^changes-(\d+)-value-date$/;
  const OF_THE_SERIES = ["cancel", "move", "alter", "skip"];

  class ChangeDatesController extends window.StimulusModule.Controller {
    static values = { choose: String };

    connect() {
      this.form = this.element.closest("form");
      this.offer = this.offer.bind(this);
      // Blocks come and go.
      this.observer = new MutationObserver(this.offer);
      this.observer.observe(this.form, { childList: true, subtree: true });
      this.offer();
    }

    disconnect() {
      this.observer.disconnect();
    }

    get offered() {
      return [...this.element.querySelectorAll("[data-meetups-offered] option")].map((option) => ({
        day: option.value,
        clock: option.dataset.clock,
        label: option.textContent,
      }));
    }

    offer() {
      const { offered } = this;
      const fields = [...this.form.elements].filter((field) => DATE.test(field.name));
      fields.forEach((field) => {
        const [, number] = DATE.exec(field.name);
        const kind = this.form.elements[`changes-${number}-type`]?.value;
        if (OF_THE_SERIES.includes(kind)) this.draw(field, number, offered);
      });
    }

    draw(field, number, offered) {
      let list = field.parentElement.querySelector(".meetups-offered");
      if (!list) {
        list = document.createElement("select");
        list.className = "meetups-offered";
        list.setAttribute("aria-label", this.chooseValue);
        list.addEventListener("change", () => this.choose(field, list));
        field.addEventListener("change", () => this.mark(field, list));
        field.before(list);
      }
      const text = JSON.stringify(offered);
      if (list.dataset.shown !== text) {
        list.dataset.shown = text;
        const options = offered.map(({ day, clock, label }) => {
          const option = new Option(label, `${day} ${clock}`);
          Object.assign(option.dataset, { day, clock });
          return option;
        });
        list.replaceChildren(new Option(`${this.chooseValue} …`, ""), ...options);
        this.mark(field, list);
      }
      list.hidden = !offered.length;
    }

    clockOf(field) {
      return this.form.elements[field.name.replace(/date$/, "time")];
    }

    // The date that the field names; none where it is not one of them.
    mark(field, list) {
      const clock = this.clockOf(field)?.value ?? "";
      const [, ...options] = list.options;
      const named = options.filter((option) => option.dataset.day === field.value);
      const found = named.find((option) => option.dataset.clock === clock) ?? named[0];
      list.value = found?.value ?? "";
    }

    choose(field, list) {
      const [option] = list.selectedOptions;
      if (!option.value) {
        this.mark(field, list);
        return;
      }
      const clock = this.clockOf(field);
      if (clock) clock.value = option.dataset.clock;
      field.value = option.dataset.day;
      [clock, field].forEach((one) => one?.dispatchEvent(new Event("change", { bubbles: true })));
    }
  }

  window.wagtail.app.register("meetups-change-dates", ChangeDatesController);
})();
