/* Finds among the checkboxes of FilteredCheckboxes; without it they are all shown. */
(() => {
  const fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

  class FilterController extends window.StimulusModule.Controller {
    static targets = ["search", "option"];

    connect() {
      this.searchTarget.hidden = this.optionTargets.length < 8;
    }

    filter() {
      const words = fold(this.searchTarget.value).split(/\s+/).filter(Boolean);
      this.optionTargets.forEach((option) => {
        const text = fold(option.textContent);
        option.hidden = !words.every((word) => text.includes(word));
      });
    }
  }

  window.wagtail.app.register("meetups-filter", FilterController);
})();
