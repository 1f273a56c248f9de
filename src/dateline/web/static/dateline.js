// What a script adds: nothing here is needed to read or use a page.
"use strict";

// Dates of sight and choices of a form take effect at once.
for (const field of document.querySelectorAll("form[data-now] select, form[data-now] input[type=checkbox]")) {
  field.addEventListener("change", () => field.form.requestSubmit());
}

// "/" goes to the search, as on most sites; not while somebody writes.
document.addEventListener("keydown", (e) => {
  if (e.key === "/" && !e.ctrlKey && !e.metaKey && !e.altKey && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) {
    e.preventDefault();
    document.getElementById("find-q").focus();
  }
});
