"use strict";
(() => {
  const root = document.documentElement, data = root.dataset;
  const [fresh, old] = ["new", "old"].map((id) => document.getElementById(id));
  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const after = (text) => fill(data.dot, { a: "", b: text });
  const length = (ms) => {
    const minutes = Math.floor(ms / 60000), hours = Math.floor(minutes / 60);
    if (hours > 47) return fill(data.days, { n: Math.floor(hours / 24) });
    const rest = minutes % 60 || !hours ? fill(data.minutes, { n: minutes % 60 }) : "";
    return hours ? `${fill(data.hours, { n: hours })} ${rest}`.trim() : rest;
  };
  const link = (box, text, to) => {
    const made = document.createElement("a");
    made.href = to;
    made.textContent = text;
    box.append(made);
  };

  const tick = () => {
    const now = Date.now();
    each("[data-age]", (mark) => {
      const age = now - Date.parse(mark.dataset.age);
      if (age > 0) mark.textContent = after(fill(data.ago, { n: length(age) }));
    });
    each("[data-due]", (mark) => {
      if (now > Date.parse(mark.dataset.due)) mark.textContent = mark.dataset.over;
    });
  };

  let seen = data.hash, next = data.next;
  const ask = async () => {
    if (document.hidden || !data.root || location.protocol === "file:") return;
    try {
      const answer = await fetch(data.root + "generation.json", { cache: "no-cache" });
      if (!answer.ok) return;
      const news = await answer.json(), made = Date.parse(news.as_of);
      const own = Date.parse(data.asOf || news.as_of), head = answer.headers;
      seen ||= news.inputs;
      next ||= news.next_change_at;
      // A copy that is older than this page is no news.
      const isNew = made >= own && (news.inputs !== seen || made >= Date.parse(next));
      if (isNew && !fresh.firstChild) link(fresh, fresh.dataset.text, "");
      const age = Date.parse(head.get("Date")) + 1000 * head.get("Age") - own;
      old.textContent = "";
      if (!(age > 1000 * data.stale)) return;
      old.textContent = fill(old.dataset.text, { age: length(age) }) + " ";
      if (old.dataset.to) link(old, old.dataset.link, old.dataset.to);
    } catch {
      // Offline: what is on the page still stands.
    }
  };
  fresh.addEventListener("click", (event) => {
    event.preventDefault();
    location.reload();
  });
  tick();
  ask();
  setInterval(tick, 30000);
  setInterval(ask, 60000);
  document.addEventListener("visibilitychange", ask);

  const day = { weekday: "short" };
  const clock = { hour: "numeric", minute: "2-digit", hour12: data.clock === "12" };
  const write = (at, zone, what) =>
    new Intl.DateTimeFormat(root.lang, { timeZone: zone, ...what }).format(at);
  const here = (at) => {
    const isOneDay = write(at, undefined, day) === write(at, data.zone, day);
    return write(at, undefined, isOneDay ? clock : { ...day, ...clock });
  };
  each("[data-z]", (mark) => {
    const at = new Date(mark.dataset.z), end = mark.dataset.end;
    if (write(at, undefined, clock) === write(at, data.zone, clock)) return;
    const time = end ? fill(data.range, { start: here(at), end: here(new Date(end)) }) : here(at);
    mark.textContent = after(fill(data.here, { time }));
  });
})();
