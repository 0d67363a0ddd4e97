(() => {
  "use strict";
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const every = (selector, from = document) => [...from.querySelectorAll(selector)];
  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  /* Light and dark: the machine decides until the reader does. A file may have no storage. */
  const KEY = "fastapi-lint-scheme";
  const scheme = byId("scheme");
  const kept = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  const keep = (value) => { try { localStorage.setItem(KEY, value); } catch { /* for this page only */ } };
  const isDark = () => (root.dataset.scheme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "")) === "dark";
  const label = () => { scheme.textContent = isDark() ? "Light" : "Dark"; };
  if (["light", "dark"].includes(kept())) root.dataset.scheme = kept();
  scheme.addEventListener("click", () => {
    root.dataset.scheme = isDark() ? "light" : "dark";
    keep(root.dataset.scheme);
    label();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", label);
  scheme.hidden = false;
  label();

  /* What is long and quiet starts closed; without this script it is open. On paper everything is. */
  every(".sections details, .figures-table, .gaps details").forEach((one) => { one.open = false; });
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = every("details:not([open])");
    closed.forEach((one) => { one.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach((one) => { one.open = false; }));

  /* The legend of the conformance shows one kind of statement. */
  const statements = every(".statements > li");
  every("#conformance .legend > li").forEach((item) => {
    const button = make("button", { type: "button" }, ...item.childNodes);
    button.setAttribute("aria-pressed", "false");
    item.append(button);
    button.addEventListener("click", () => {
      const pressed = button.getAttribute("aria-pressed") === "false";
      every("#conformance .legend button").forEach((other) => other.setAttribute("aria-pressed", "false"));
      button.setAttribute("aria-pressed", String(pressed));
      const wanted = pressed ? item.dataset.state : "";
      statements.forEach((one) => { one.hidden = Boolean(wanted) && one.dataset.state !== wanted; });
      every(".sections details").forEach((one) => {
        const shown = every(".statements > li:not([hidden])", one).length;
        one.hidden = !shown;
        one.open = Boolean(wanted);
      });
    });
  });

  /* Columns without a violation or a gap say little: they wait behind a button. */
  const matrix = document.querySelector(".matrix");
  const quiet = matrix ? every("thead .quiet", matrix).length : 0;
  if (quiet) {
    const button = make("button", { type: "button", className: "columns" });
    const told = () => {
      const brief = matrix.classList.contains("brief");
      button.textContent = brief ? `Show ${quiet} more ${quiet === 1 ? "rule" : "rules"} without violations or gaps` : "Show only rules with violations or gaps";
      button.setAttribute("aria-expanded", String(!brief));
    };
    matrix.classList.add("brief");
    button.addEventListener("click", () => { matrix.classList.toggle("brief"); told(); });
    matrix.parentElement.before(button);
    told();
  }

  const form = byId("controls");
  if (!form) { root.dataset.ready = ""; performance.mark("ready"); return; }

  /* Findings: what is shown, and how it is grouped. */
  const groups = byId("groups");
  const sections = [...groups.children];
  const findings = every(".finding", groups);
  const homes = new Map(findings.map((one) => [one, one.parentElement]));
  const texts = new Map();
  const query = byId("query"), rule = byId("rule"), place = byId("place"), shown = byId("shown"), reset = byId("reset");
  const boxes = every("input[name=severity]", form);
  const fixable = form.elements.namedItem("fixable");
  const number = (count) => count.toLocaleString("en");
  const text = (finding) => {
    if (!texts.has(finding)) texts.set(finding, `${finding.textContent} ${finding.dataset.r} ${finding.dataset.p}`.toLowerCase());
    return texts.get(finding);
  };
  const isBelow = (path, chosen) => path === chosen || (chosen.endsWith("/") && path.startsWith(chosen));

  const filter = () => {
    const terms = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const severities = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    let count = 0;
    for (const one of findings) {
      const data = one.dataset;
      one.hidden = !(
        severities.has(data.s) &&
        (!fixable || !fixable.checked || "f" in data) &&
        (!rule.value || data.r === rule.value) &&
        (!place.value || isBelow(data.p, place.value)) &&
        terms.every((term) => text(one).includes(term))
      );
      count += one.hidden ? 0 : 1;
    }
    for (const section of groups.children) {
      const visible = every(".finding:not([hidden])", section).length;
      section.hidden = !visible;
      section.querySelector("h3 .number").textContent = number(visible);
    }
    const all = count === findings.length;
    const whole = `${number(findings.length)} finding${findings.length === 1 ? "" : "s"}`;
    shown.textContent = all ? whole : count ? `${number(count)} of ${whole}` : "No finding matches.";
    reset.hidden = all;
  };

  /* Grouped by place, the words of a rule are out of sight: its name brings them to the finding, and takes them away. */
  const explain = (event) => {
    const name = event.target.closest("a.rule");
    if (!name) return;
    event.preventDefault();
    const finding = name.closest(".finding");
    const shown = finding.querySelector(".about");
    name.setAttribute("aria-expanded", String(!shown));
    if (shown) { shown.remove(); return; }
    const words = every(":scope > .summary, :scope > .words", homes.get(finding).parentElement);
    name.parentElement.after(make("div", { className: "about" }, ...words.map((one) => one.cloneNode(true))));
  };
  groups.addEventListener("click", explain);
  const folder = (path) => (path.includes("/") ? path.slice(0, path.lastIndexOf("/") + 1) : "./");
  const group = (kind) => {
    groups.dataset.by = kind;
    every(".about", groups).forEach((one) => one.remove());
    every("a.rule[aria-expanded]", groups).forEach((one) => one.removeAttribute("aria-expanded"));
    if (kind === "rule") {
      findings.forEach((one) => homes.get(one).append(one));
      groups.replaceChildren(...sections);
    } else {
      const made = new Map();
      for (const one of findings) {
        const key = kind === "file" ? one.dataset.p : folder(one.dataset.p);
        if (!made.has(key)) made.set(key, []);
        made.get(key).push(one);
      }
      groups.replaceChildren(...[...made.keys()].sort().map((key) => {
        const name = make("span", { className: "name" }, key.length > 300 ? `${key.slice(0, 150)}…${key.slice(-150)}` : key);
        const title = make("h3", {}, name, " ", make("span", { className: "number" }));
        const list = make("ol", { className: "list" }, ...made.get(key));
        return make("section", { className: "group" }, title, list);
      }));
    }
    filter();
  };

  const showAll = () => {
    query.value = rule.value = place.value = "";
    boxes.forEach((box) => { box.checked = true; });
    if (fixable) fixable.checked = false;
    filter();
  };
  let waiting = 0;
  query.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 80); });
  form.addEventListener("change", (event) => {
    if (event.target.name === "group") group(event.target.value);
    else filter();
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); filter(); });
  form.addEventListener("reset", (event) => { event.preventDefault(); showAll(); query.focus(); });
  every("a[data-query]").forEach((link) => link.addEventListener("click", () => {
    showAll();
    query.value = link.dataset.query;
    filter();
  }));
  every("a[data-only]").forEach((link) => link.addEventListener("click", () => {
    if (boxes.some((box) => box.value === link.dataset.only)) {
      boxes.forEach((box) => { box.checked = box.value === link.dataset.only; });
      filter();
    }
  }));

  /* Links to findings, also to those that a filter hides. */
  const show = (finding) => {
    if (finding.hidden) showAll();
    finding.focus({ preventScroll: true });
    finding.scrollIntoView({ block: "start" });
  };
  const follow = () => {
    const target = byId(location.hash.slice(1));
    if (!target) return;
    if (homes.has(target)) show(target);
    const holder = target.closest("details");
    if (holder) holder.open = true;
    if (holder || homes.has(target)) requestAnimationFrame(() => target.scrollIntoView({ block: "start" }));
  };
  addEventListener("hashchange", follow);

  const move = (step) => {
    const visible = every(".finding:not([hidden])", groups);
    if (!visible.length) return;
    const current = document.activeElement && document.activeElement.closest(".finding");
    const at = visible.indexOf(current);
    const next = visible[at < 0 ? 0 : Math.min(Math.max(at + step, 0), visible.length - 1)];
    show(next);
    history.replaceState(null, "", `#${next.id}`);
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      if (event.target.tagName === "SELECT") return;
      if (event.target === query && !query.value) query.blur();
      else showAll();
      return;
    }
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox" && event.target.type !== "radio") return;
    const action = { "/": () => query.focus(), j: () => move(1), k: () => move(-1) }[event.key];
    if (action) { event.preventDefault(); action(); }
  });

  form.hidden = byId("keys").hidden = false;
  groups.dataset.by = "rule";
  filter();
  follow();
  root.dataset.ready = "";
  performance.mark("ready");
})();
