// What a script adds: nothing here is needed to read or use a page.
"use strict";

// Dates of sight and choices of a form take effect at once.
for (const field of document.querySelectorAll("form[data-now] select, form[data-now] input[type=checkbox]")) {
  field.addEventListener("change", () => field.form.requestSubmit());
}

// On a narrow screen the part that is open is brought into sight.
document.querySelector(".parts a[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// "/" goes to the search, as on most sites; not while somebody writes.
document.addEventListener("keydown", (e) => {
  if (e.key === "/" && !e.ctrlKey && !e.metaKey && !e.altKey && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) {
    e.preventDefault();
    document.getElementById("find-q").focus();
  }
});

// A mark in a story is explained beside the text; its link still opens the whole explanation.
const panel = document.querySelector("[data-panel]");
if (panel) {
  let here = null;
  const shut = () => {
    panel.hidden = true;
    document.querySelectorAll(".m.here").forEach((m) => m.classList.remove("here"));
    if (here) here.focus();
  };
  document.querySelector(".text").addEventListener("click", async (e) => {
    const link = e.target.closest("a.m");
    if (!link || e.ctrlKey || e.metaKey || e.shiftKey || e.button) return;
    e.preventDefault();
    const answer = await fetch(link.getAttribute("href").replace("/record?", "/record/part?"));
    if (!answer.ok) { location.href = link.href; return; }
    const part = new DOMParser().parseFromString(await answer.text(), "text/html");
    const close = document.createElement("button");
    close.className = "shut"; close.textContent = "Close"; close.type = "button";
    close.addEventListener("click", shut);
    const whole = document.createElement("p"), out = document.createElement("a");
    out.href = link.href; out.textContent = "The whole explanation, with the rule";
    whole.append(out);
    panel.replaceChildren(close, ...part.body.childNodes, whole);
    panel.hidden = false;
    here = link;
    document.querySelectorAll(".m").forEach((m) => m.classList.toggle("here", m.getAttribute("href") === link.getAttribute("href")));
    close.focus({ preventScroll: true });
  });
  document.addEventListener("keydown", (e) => { if (e.key === "Escape" && !panel.hidden) shut(); });
}

const DAY = 86400000;
const iso = (ms) => new Date(ms).toISOString().slice(0, 10);

// The map's last day on a slider; the address can be sent.
const slider = document.querySelector("form[data-slide]");
const map = document.querySelector('img[data-figure="map"]');
if (slider && map) {
  const first = Date.parse(slider.dataset.first), last = Date.parse(slider.dataset.last), until = slider.elements.until;
  const label = document.createElement("label"), range = document.createElement("input"), shown = document.createElement("output");
  label.className = "slide"; range.type = "range"; range.min = 0; range.max = Math.max(1, Math.round((last - first) / DAY));
  range.setAttribute("aria-label", "Up to which day");
  range.value = until.value ? Math.round((Date.parse(until.value) - first) / DAY) : range.max;
  const tell = () => { shown.textContent = "Up to " + iso(first + range.value * DAY); };
  label.append(shown, range); slider.append(label); tell();
  range.addEventListener("input", tell);
  range.addEventListener("change", () => {
    until.value = iso(first + range.value * DAY);
    const figure = new URL(map.src), page = new URL(location.href);
    figure.searchParams.set("until", until.value); page.searchParams.set("until", until.value);
    map.src = figure; history.replaceState(null, "", page);
  });
}

// Days are chosen by drawing over the timeline. The figure says itself which days its width stands for.
const time = document.querySelector('img[data-figure="timeline"]');
if (time && window.PointerEvent) {
  fetch(time.src).then((r) => (r.ok ? r.text() : "")).then((text) => {
    const m = text.match(/data-days="([\d-]+) ([\d-]+) ([\d.]+) ([\d.]+)"/);
    if (!m) return;
    const [first, last] = [Date.parse(m[1]), Date.parse(m[2])], [left, right] = [Number(m[3]), Number(m[4])];
    const box = document.createElement("span"), brush = document.createElement("span");
    box.className = "brushed"; brush.className = "brush"; brush.hidden = true;
    time.replaceWith(box); box.append(time, brush);
    time.draggable = false;
    let from = null;
    const at = (e) => { const b = time.getBoundingClientRect(); return Math.min(1, Math.max(0, ((e.clientX - b.left) / b.width - left) / (right - left))); };
    const draw = (a, b) => { brush.hidden = false; brush.style.left = 100 * (left + Math.min(a, b) * (right - left)) + "%"; brush.style.width = 100 * Math.abs(b - a) * (right - left) + "%"; };
    box.addEventListener("pointerdown", (e) => { from = at(e); box.setPointerCapture(e.pointerId); });
    box.addEventListener("pointermove", (e) => { if (from !== null) draw(from, at(e)); });
    box.addEventListener("pointerup", (e) => {
      const to = at(e), [a, b] = [Math.min(from, to), Math.max(from, to)];
      from = null;
      if (b - a < 0.01) { brush.hidden = true; return; }
      const page = new URL(location.href);
      page.searchParams.set("since", iso(first + a * (last - first))); page.searchParams.set("until", iso(first + b * (last - first))); page.searchParams.delete("offset");
      location.href = page;
    });
  });
}
