// Search in a published site: loads the few files of the index that hold the words, and shows what they lead to.
"use strict";
(function () {
  const SHARDS = 64, DRAWERS = 32, LONGEST = 40, SHOWN = 100;
  const KINDS = { c: ["case", "Cases"], p: ["party", "Parties"], r: ["report", "Reports"] };
  const place = document.getElementById("found");
  if (!place) return;
  const waiting = {};
  const loaded = {};
  window.saysoFind = {
    words: function (number, entries) { arrived("w", number, entries); },
    docs: function (number, entries) { arrived("d", number, entries); },
  };

  function arrived(kind, number, entries) { loaded[kind + number] = entries; }

  function load(kind, number) {
    const key = kind + number;
    if (!waiting[key]) {
      waiting[key] = new Promise(function (resolve) {
        const script = document.createElement("script");
        script.src = "search/" + kind + number.toString(16).padStart(2, "0") + ".js";
        script.onload = function () { resolve(loaded[key] || {}); };
        script.onerror = function () { resolve({}); };
        document.head.append(script);
      });
    }
    return waiting[key];
  }

  function words(text) {
    const bare = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    return (bare.match(/[\p{L}\p{N}_]+/gu) || []).map(function (word) { return Array.from(word).slice(0, LONGEST).join(""); });
  }

  function shard(word) {
    const signs = Array.from(word);
    return (signs[0].codePointAt(0) * 31 + (signs[1] ? signs[1].codePointAt(0) : 0)) % SHARDS;
  }

  function drawer(id) {
    return Array.from(id).reduce(function (sum, sign) { return sum + sign.codePointAt(0); }, 0) % DRAWERS;
  }

  // What a word leads to, or a longer one that begins so, with how much each find counts; null for a common word.
  async function finds(word) {
    const entries = await load("w", shard(word));
    if (Object.hasOwn(entries, word) && entries[word][0] === "*") return null;
    const scores = new Map();
    for (const key of Object.keys(entries)) {
      if (key !== word && !(word.length > 1 && key.startsWith(word))) continue;
      const whole = key === word ? 1 : 0;
      entries[key].forEach(function (ids, at) {
        for (const id of ids ? ids.split(" ") : []) scores.set(id, Math.max(scores.get(id) || 0, (at ? 1 : 3) + whole));
      });
    }
    return scores;
  }

  async function search(text) {
    const asked = words(text);
    const telling = (await Promise.all(asked.map(finds))).filter(function (scores) { return scores; });
    if (!telling.length) return [];
    const ids = [];
    for (const id of telling[0].keys()) {
      if (telling.every(function (scores) { return scores.has(id); })) {
        ids.push([id, telling.reduce(function (sum, scores) { return sum + scores.get(id); }, 0)]);
      }
    }
    ids.sort(function (a, b) { return b[1] - a[1] || order(a[0]) - order(b[0]) || (a[0] < b[0] ? -1 : 1); });
    return ids.map(function (pair) { return pair[0]; });
  }

  function order(id) { const number = Number(id.slice(1)); return Number.isFinite(number) ? number : 0; }

  function element(name, text, more) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    return Object.assign(made, more || {});
  }

  async function show(text) {
    const ids = await search(text);
    const parts = [];
    for (const kind of Object.keys(KINDS)) {
      const mine = ids.filter(function (id) { return id[0] === kind; });
      if (!mine.length) continue;
      const heading = element("h2", KINDS[kind][1] + " ");
      heading.append(element("span", String(mine.length), { className: "number" }));
      const list = element("ul", "", { className: "hits" });
      for (const id of mine.slice(0, SHOWN)) {
        const doc = (await load("d", drawer(id)))[id] || [id, ""];
        const line = element("li", "");
        line.append(element("a", doc[0], { href: KINDS[kind][0] + "/" + id + ".html", dir: "auto" }));
        if (doc[1]) line.append(" ", element("span", doc[1], { className: "meta", dir: "auto" }));
        list.append(line);
      }
      parts.push(heading, list);
      if (mine.length > SHOWN) parts.push(element("p", "and " + (mine.length - SHOWN) + " more: add a word to narrow them down", { className: "meta" }));
    }
    if (!parts.length) parts.push(element("p", "Nothing holds all these words. Fewer words find more."));
    place.replaceChildren(...parts);
    place.dataset.done = "yes";
  }

  const asked = new URLSearchParams(location.search).get("q") || "";
  for (const field of document.querySelectorAll("input[name=q]")) field.value = asked;
  if (asked.trim()) show(asked); else place.dataset.done = "yes";
})();
