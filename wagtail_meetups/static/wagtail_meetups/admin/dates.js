/* Shows the dates that a form gives while one types: asks the server for a piece of HTML,
   once the typing has come to rest. Sends what the dates depend on, and nothing else. */
(() => {
  const REST = 400; // Milliseconds.
  const FIELDS = [
    "start_date", "start_time", "end_date", "end_time", "all_day", "timezone", "recurrence",
    "venue", "attendance_mode", "csrfmiddlewaretoken",
  ];
  const EVENTS = ["input", "change", "click"];

  class DatesController extends window.StimulusModule.Controller {
    static targets = ["said", "shown"];

    static values = { failed: String, stale: Boolean, url: String };

    connect() {
      this.form = this.element.closest("form");
      this.later = () => {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.ask(), REST);
      };
      // Blocks are added, moved and taken away by buttons.
      EVENTS.forEach((name) => this.form.addEventListener(name, this.later));
      this.asked = this.staleValue ? "" : this.typed().toString();
      if (this.staleValue) this.later();
      this.dispatch("loaded");
    }

    disconnect() {
      clearTimeout(this.timer);
      this.request?.abort();
      EVENTS.forEach((name) => this.form.removeEventListener(name, this.later));
    }

    typed() {
      const entries = [...new FormData(this.form)].filter(
        ([name, value]) =>
          typeof value === "string" && (FIELDS.includes(name) || name.startsWith("changes-")),
      );
      return new URLSearchParams(entries);
    }

    async ask() {
      const body = this.typed();
      if (body.toString() === this.asked) return;
      this.asked = body.toString();
      this.request?.abort();
      this.request = new AbortController();
      try {
        const answer = await fetch(this.urlValue, {
          method: "POST",
          body,
          credentials: "same-origin",
          headers: { "X-Requested-With": "XMLHttpRequest" },
          signal: this.request.signal,
        });
        if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
        this.shownTarget.innerHTML = await answer.text();
      } catch (error) {
        if (error.name === "AbortError") return;
        // The next change asks again.
        this.asked = "";
        this.shownTarget.textContent = this.failedValue;
      }
      this.say();
      this.dispatch("loaded");
    }

    // To a screen reader: mistakes and the rule, not each date; nothing that it said before.
    say() {
      const parts = this.shownTarget.querySelectorAll(".meetups-preview__mistakes, p > strong");
      const words = [...parts].map((part) => part.textContent.trim().replace(/\s+/g, " "));
      const text = words.length ? words.join(" ") : this.shownTarget.textContent.trim();
      if (this.saidTarget.textContent !== text) this.saidTarget.textContent = text;
    }
  }

  window.wagtail.app.register("meetups-dates", DatesController);
})();
