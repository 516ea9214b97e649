"use strict";
(() => {
  const root = document.documentElement, data = root.dataset;
  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const clock = (at, zone) => new Intl.DateTimeFormat(root.lang, {
    hour: "numeric", minute: "2-digit", timeZone: zone }).format(at);
  const length = (ms) => {
    const minutes = Math.floor(ms / 60000), hours = Math.floor(minutes / 60);
    if (hours >= 48) return fill(data.days, { n: Math.floor(hours / 24) });
    const parts = [];
    if (hours) parts.push(fill(data.hours, { n: hours }));
    if (!hours || minutes % 60) parts.push(fill(data.minutes, { n: minutes % 60 }));
    return parts.join(" ");
  };
  const tick = () => {
    const now = Date.now();
    each("[data-age]", (mark) => {
      const age = now - Date.parse(mark.dataset.age);
      if (age > 0) mark.textContent = data.dot + fill(data.ago, { n: length(age) });
    });
    each("[data-due]", (mark) => {
      if (now > Date.parse(mark.dataset.due)) mark.textContent = mark.dataset.over;
    });
  };
  each("time[data-z]", (mark) => {
    const at = new Date(mark.dateTime), here = clock(at);
    if (here !== clock(at, data.zone)) {
      const note = document.createElement("small");
      note.textContent = data.dot + here + " " + data.here;
      mark.append(note);
    }
  });
  let seen = data.hash || "";
  const ask = async () => {
    try {
      const answer = await fetch(data.root + "generation.json", { cache: "no-cache" });
      if (!answer.ok) return;
      const news = await answer.json(), hash = news.inputs;
      if (seen && hash !== seen) document.getElementById("new").hidden = false;
      seen = seen || hash;
      const date = Date.parse(answer.headers.get("Date") || "");
      const age = date - Date.parse(data.asOf || news.as_of);
      const old = document.getElementById("old");
      old.hidden = !(age > 1000 * data.stale);
      if (!old.hidden) old.querySelector("b").textContent = length(age);
    } catch { /* offline: what is on the page still stands */ }
  };
  tick();
  ask();
  setInterval(tick, 30000);
  setInterval(ask, 60000);
})();
