// The desk of reviewers: keys, marking in the queue, one-click choices. Everything works without it, by links and buttons.
(function () {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const isSeen = (element) => element.getClientRects().length > 0;

  // Queue: one item is marked; j and k move the mark

  const items = all(".item");
  let marked = -1;

  function mark(place) {
    if (!items.length) return;
    items[marked]?.classList.remove("marked");
    marked = Math.max(0, Math.min(items.length - 1, place));
    items[marked].classList.add("marked");
    one(".item-line", items[marked]).focus();
    items[marked].scrollIntoView({ block: "nearest" });
  }

  function count() {
    const said = one("#chosen-count");
    if (!said) return;
    const chosen = all("input[name=chosen]:checked").length;
    said.textContent = chosen ? window.dashboardWords.chosen.replace("{n}", chosen) : "";
  }

  items.forEach((item, place) => item.addEventListener("focusin", () => {
    items[marked]?.classList.remove("marked");
    marked = place;
    item.classList.add("marked");
  }));
  one("#queue")?.addEventListener("change", count);
  one("#choose-all")?.addEventListener("click", (event) => {
    event.preventDefault();
    const boxes = all("input[name=chosen]");
    const isOn = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = isOn;
    count();
  });
  count();

  // Proposal: choices with one click, and how many edits there are

  const form = one("#proposal");

  function value(name) {
    const controls = all(`[name="${name}"]`, form);
    const boxes = controls.filter((each) => each.type === "checkbox");
    if (!boxes.length) return controls[0].value.trim();
    return boxes.filter((box) => box.checked).map((box) => box.value).sort().join("|");
  }

  function countEdits() {
    const button = one("#accept");
    if (!button || !one("#was")) return;
    const was = JSON.parse(one("#was").value);
    const same = (name, text) => (name === "issues" ? text.split("|").filter(Boolean).sort().join("|") : text.trim());
    const edits = Object.keys(was).filter((name) => value(name).replaceAll("\r\n", "\n") !== same(name, was[name])).length;
    const sentence = window.dashboardWords[edits === 1 ? "with_one_edit" : "with_edits"];
    const words = edits ? `${sentence.replace("{label}", button.dataset.label).replace("{n}", edits)} ` : `${button.dataset.label} `;
    if (button.firstChild.textContent !== words) button.firstChild.textContent = words;
  }

  form?.addEventListener("input", countEdits);
  function fill(name, text) {
    const control = one(`#field-${name}`);
    if (!control) return;
    if (control.matches("fieldset")) {
      const chosen = text.split("|");
      for (const box of all("input[type=checkbox]", control)) box.checked = chosen.includes(box.value);
      return;
    }
    if (control.matches("select") && ![...control.options].some((each) => each.value === text)) control.add(new Option(text, text));
    control.value = text;
  }

  for (const choice of all("button[data-fills]")) {
    choice.addEventListener("click", (event) => {
      event.preventDefault();
      for (const [name, text] of Object.entries(JSON.parse(choice.dataset.fills))) fill(name, text);
      choice.closest(".field")?.querySelector(".form-control, .form-select, .form-check-input")?.focus();
      countEdits();
    });
  }
  for (const ready of all("select[data-fills]")) {
    ready.addEventListener("change", () => {
      const text = document.getElementById(ready.dataset.fills);
      if (!ready.value) return;
      text.value = ready.value;
      text.focus();
    });
  }

  // Panels: one at a time, its text focused; Escape closes

  for (const panel of all("details.act")) {
    panel.addEventListener("toggle", () => panel.open && one("textarea, input:not([type=hidden])", panel)?.focus());
  }

  const isTyping = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;

  function escape() {
    const open = one("details.act[open]");
    if (!open) return;
    open.open = false;
    one("summary", open).focus();
  }

  function press(key) {
    const target = all(`[data-key="${key}"]`).find(isSeen);
    if (!target) return false;
    if (target.matches("summary")) target.parentElement.open = true;
    else if (target.name === "merge") target.focus();
    else target.click();
    return true;
  }

  const ACTIONS = {
    j: () => (items.length ? mark(marked + 1) : press("j")),
    k: () => (items.length ? mark(marked - 1) : press("k")),
    x: () => items[marked] && one("input[name=chosen]", items[marked])?.click(),
    e: () => {
      const first = one(".field.bad .form-control, .field.bad .form-select") ?? one(".proposal-fields .form-control");
      first?.focus();
    },
    "?": () => one("#keys")?.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return;
    if (event.key === "Escape") return void escape();
    if (one("dialog[open]") || isTyping(event.target)) return;
    if (event.repeat && !"jk".includes(event.key)) return;
    if (ACTIONS[event.key]) {
      event.preventDefault();
      ACTIONS[event.key]();
    } else if ("amqru".includes(event.key) && press(event.key)) {
      event.preventDefault();
    }
  });

  const opener = one("#show-keys");
  if (opener) {
    opener.hidden = false;
    opener.addEventListener("click", () => one("#keys").showModal());
  }

  // What has to be seen first after a button that decided nothing

  (one("#merge") ?? one("#said"))?.scrollIntoView({ block: "center" });
  one("#said")?.focus();
})();
