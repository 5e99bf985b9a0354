// Opens the form in its place below the page, where the site wants it. Without this the
// same link leads to a page of its own, and so it does when anything goes wrong.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-meetups-comment-form]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) {
    return;
  }
  event.preventDefault();
  try {
    const answer = await fetch(link.href, { credentials: "same-origin" });
    const text = await answer.text();
    const page = new DOMParser().parseFromString(text, "text/html");
    const form = page.querySelector("#comment-form");
    if (!answer.ok || !form) {
      throw new Error("no form");
    }
    link.parentElement.replaceWith(form);
    form.querySelector("input:not([type=hidden]), textarea").focus();
  } catch {
    window.location.assign(link.href);
  }
});
