// The table of a view, in the place of its drawing: a button fetches and shows it, and it follows the selection.
// What is open is remembered as long as the page stands; nothing here knows what a table holds.
(function () {
  const words = () => window.dashboardWords;
  const room = (view) => document.getElementById(`${view}-table`);
  const asked = new WeakMap();
  let address = "";

  const isOpen = (box) => box && !box.hidden;

  async function fill(box, view, top = box.scrollTop) {
    asked.get(box)?.abort();
    const request = new AbortController();
    asked.set(box, request);
    box.setAttribute("aria-busy", "true");
    if (!box.querySelector("table")) say(box, words().table_waiting);
    try {
      const answer = await fetch(`/views/${view}?${query(box)}`, { signal: request.signal });
      if (!answer.ok) throw new Error(answer.statusText);
      const table = await answer.text();
      if (asked.get(box) !== request) return;
      keepingFocus(box, () => (box.innerHTML = table));
      for (const link of box.querySelectorAll("table a")) link.dataset.page = "";
      box.scrollTop = top;
    } catch (error) {
      if (error.name === "AbortError") return;
      say(box, words().table_failed, again(view));
    }
    box.removeAttribute("aria-busy");
  }

  const query = (box) => [address, box.dataset.rows].filter(Boolean).join("&");

  function say(box, text, ...further) {
    const line = Object.assign(document.createElement("p"), { className: "hint", textContent: text });
    keepingFocus(box, () => box.replaceChildren(line, ...further));
  }

  function again(view) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "quiet" });
    button.textContent = words().try_again;
    button.dataset.again = view;
    return button;
  }

  // What had the focus may be gone with the old rows: the box takes it, so that the keyboard stays where it was.
  function keepingFocus(box, change) {
    const hadFocus = box.contains(document.activeElement);
    change();
    if (hadFocus && !box.contains(document.activeElement)) box.focus({ preventScroll: true });
  }

  function toggle(button) {
    const view = button.dataset.table, box = room(view), open = box.hidden;
    box.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    document.getElementById(view).classList.toggle("tabled", open);
    if (open) fill(box, view);
    else asked.get(box)?.abort();
  }

  function follow(wanted) {
    const changed = wanted !== address;
    address = wanted;
    for (const button of document.querySelectorAll("[data-table]")) {
      const view = button.dataset.table, box = room(view);
      if (changed && isOpen(box)) fill(box, view);
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (!button) return;
    if (button.dataset.table) toggle(button);
    if (button.dataset.again) fill(room(button.dataset.again), button.dataset.again);
    if (button.dataset.all) {
      const box = room(button.dataset.all);
      box.dataset.rows = "rows=all";
      fill(box, button.dataset.all);
    }
  });

  window.dashboardTables = { follow };
})();
