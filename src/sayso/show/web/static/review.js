// Keys and selected words for review. Everything here presses a button or follows a link that is on the page anyway.
"use strict";

const claims = () => [...document.querySelectorAll(".claim, .notes li")].filter((one) => one.querySelector(".tools"));
let current = null;

function go(to) {
  current?.classList.remove("current");
  current = to;
  current.classList.add("current");
  current.tabIndex = -1;
  current.focus({ preventScroll: true });
  current.scrollIntoView({ block: "center" });
}

function step(by) {
  const every = claims();
  if (every.length) {
    const at = every.indexOf(current);
    go(every[at < 0 ? (by > 0 ? 0 : every.length - 1) : Math.min(Math.max(at + by, 0), every.length - 1)]);
  }
}

// A button of the claim that was stepped to; on the page of one claim, that page's own button.
function press(selector, own) {
  (current?.querySelector(selector) ?? document.querySelector(own))?.click();
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  a: () => press(".tools [name=accept]", "[data-key=a]"),
  r: () => press(".tools [name=reject]", "[data-key=r]"),
  e: () => (current ? press(".tools [data-key=e]", "") : document.querySelector("#correct select")?.focus()),
  u: () => document.querySelector(".flash [data-key=u]")?.click(),
  m: () => document.querySelector(".select-bar a")?.click(),
  "?": () => document.querySelector("#keys")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable], dialog");
  if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && Object.hasOwn(keys, event.key)) {
    event.preventDefault();
    keys[event.key]();
  }
});

// Coming back from a decision: the claim that was decided on is the current one.
const came = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (came && new URLSearchParams(location.search).has("decided")) {
  const claim = claims().find((one) => one === came || one.contains(came));
  if (claim) go(claim);
}

// ------------------------------------------------------------------------------- words selected in a report

// The words of a range as they stand in the report: without the letters and numbers that the page puts between them.
function words(range) {
  const part = range.cloneContents();
  part.querySelectorAll("sup").forEach((one) => one.remove());
  return part.textContent;
}

function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const row = range.startContainer.parentElement?.closest(".row[data-start]");
  if (!row || !range.endContainer.parentElement?.closest(".row[data-start] .words")) return null;
  const before = document.createRange();
  before.setStart(row.querySelector(".words"), 0);
  before.setEnd(range.startContainer, range.startOffset);
  const rows = [...document.querySelectorAll(".row[data-start] .words")].filter((one) => range.intersectsNode(one));
  const quote = rows.length > 1 ? rows.map((one) => words(within(range, one))).join("\n") : words(range);
  return { quote: quote.trim(), at: Number(row.dataset.start) + [...words(before)].length };
}

// The part of a range that lies in one paragraph.
function within(range, paragraph) {
  const part = document.createRange();
  part.selectNodeContents(paragraph);
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
  return part;
}

const target = document.querySelector(".review-link a[href*='/review/report/']")?.getAttribute("href");
if (target) {
  const bar = document.createElement("p");
  bar.className = "select-bar";
  bar.hidden = true;
  bar.append(Object.assign(document.createElement("a"), { textContent: "Add a claim from these words (m)" }));
  document.querySelector("main").append(bar);
  document.addEventListener("selectionchange", () => {
    const found = selected();
    bar.hidden = !found?.quote || found.quote.length > 5000;
    if (!bar.hidden) bar.firstChild.href = `${target}?${new URLSearchParams(found)}#add`;
  });
}
