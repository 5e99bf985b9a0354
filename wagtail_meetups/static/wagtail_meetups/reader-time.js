/*
 * Beside the time of a meet-up, says what the reader's own clock shows then.
 *
 * Fills each element with data-meetups-reader: the start, and data-meetups-end if there is
 * one, as ISO times on the clocks of the meet-up's own zone. data-meetups-words is the
 * sentence, with {when} in it. Nothing is shown where the reader's clock reads the same.
 */
(() => {
  const MINUTE = 60000;

  const wallClock = (moment) =>
    new Date(moment - moment.getTimezoneOffset() * MINUTE).toISOString().slice(0, 16);

  const tell = (element) => {
    const { meetupsReader, meetupsEnd, meetupsWords } = element.dataset;
    const texts = [meetupsReader, meetupsEnd].filter(Boolean);
    const moments = texts.map((text) => new Date(text));
    if (moments.some(Number.isNaN)) return;
    if (moments.every((moment, i) => texts[i].startsWith(wallClock(moment)))) return;
    const format = new Intl.DateTimeFormat(element.closest("[lang]")?.lang, {
      calendar: "gregory",
      weekday: "long",
      day: "numeric",
      month: "long",
      hour: "numeric",
      minute: "2-digit",
      timeZoneName: "short",
    });
    const [start, end] = moments;
    const when = end ? format.formatRange(start, end) : format.format(start);
    element.textContent = meetupsWords.replace("{when}", when);
    element.hidden = false;
  };

  document.querySelectorAll("[data-meetups-reader]").forEach(tell);
})();
