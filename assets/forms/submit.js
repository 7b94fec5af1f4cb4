// What a form gains by a script: a draft kept in this browser, engagements added without the server, a title suggested,
// and sending that loses nothing. Without it every button works as a plain posting of the form.
(function () {
  const DRAFTS = "draft of /submit: ";
  const NOT_KEPT = ["csrf_token", "opened", "website", "do"];
  const WORDS = window.dashboardWords;
  const SECONDS_TO_ANSWER = 60;
  const MOST_BYTES = 5 * 1024 * 1024;
  const page = { form: null, which: "", timer: 0, isSending: false };

  function begin() {
    page.form = document.getElementById("submit-form");
    if (!page.form) return;
    page.which = page.form.dataset.draft || page.which;
    window.suggestions?.prepare(page.form);
    if ("fresh" in page.form.dataset) restore();
    page.form.addEventListener("input", later);
    page.form.addEventListener("change", changed);
    page.form.addEventListener("submit", send);
    page.form.addEventListener("click", tool);
    retitle();
  }

  // The draft

  const key = () => DRAFTS + page.which;

  function later() {
    clearTimeout(page.timer);
    page.timer = setTimeout(save, 250);
  }

  function save() {
    if (!page.which || "review" in page.form.dataset) return;
    const fields = [...new FormData(page.form)].filter(([name, value]) => typeof value === "string" && !NOT_KEPT.includes(name));
    try {
      localStorage.setItem(key(), JSON.stringify({ at: Date.now(), fields }));
    } catch {
      // A browser that keeps nothing sends all the same.
    }
  }

  function kept() {
    try {
      return JSON.parse(localStorage.getItem(key()));
    } catch {
      return null;
    }
  }

  function discard() {
    clearTimeout(page.timer);
    try {
      localStorage.removeItem(key());
    } catch {
      // Nothing is kept there.
    }
  }

  function restore() {
    const draft = kept();
    if (!draft || !Array.isArray(draft.fields)) return;
    const numbers = [...new Set(draft.fields.map(([name]) => name.match(/^(\d+)-/)?.[1]).filter(Boolean))];
    for (const number of numbers) if (!block(number)) addBlock(number);
    for (const box of page.form.querySelectorAll("input[type=checkbox]")) box.checked = false;
    for (const [name, value] of draft.fields) put(name, value);
    for (const each of page.form.querySelectorAll(".engagement-block")) if (numbers.length && !numbers.includes(each.dataset.number)) each.remove();
    count();
    tell(draft.at);
  }

  function put(name, value) {
    const found = [...page.form.elements].filter((each) => each.name === name);
    const box = found.find((each) => each.type === "checkbox" && each.value === value);
    if (box) box.checked = true;
    else if (found.length) found[0].value = value;
    else if (/^\d+-(document|document_name)$/.test(name)) page.form.append(hidden(name, value));
    if (/-document_name$/.test(name)) nameDocument(name, value);
  }

  function hidden(name, value) {
    return Object.assign(document.createElement("input"), { type: "hidden", name, value });
  }

  function nameDocument(name, value) {
    const help = document.getElementById(`help-${name.replace("document_name", "file")}`);
    if (help) help.textContent = WORDS.document_kept.replace("{name}", () => value);
  }

  function tell(at) {
    const note = document.getElementById("draft");
    const moment = new Date(at);
    const isToday = moment.toDateString() === new Date().toDateString();
    const time = moment.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    const when = isToday ? time : `${moment.toLocaleDateString(`${document.documentElement.lang || "en"}-US`, { month: "long", day: "numeric" })}, ${time}`;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: WORDS.discard });
    button.addEventListener("click", () => {
      discard();
      window.location.reload();
    });
    const message = `${WORDS.draft.replace("{when}", when)} `;
    if (note) {
      note.replaceChildren(message, button);
      note.hidden = false;
    }
  }

  // Engagements

  const block = (number) => page.form.querySelector(`.engagement-block[data-number="${number}"]`);
  const blocks = () => [...page.form.querySelectorAll(".engagement-block")];

  function addBlock(number) {
    const blank = document.getElementById("blank-engagement");
    if (!blank) return null;
    const holder = document.createElement("div");
    holder.innerHTML = blank.innerHTML.replaceAll("__n__", String(Number(number)));
    const added = holder.firstElementChild;
    document.getElementById("engagements").append(added);
    window.suggestions?.prepare(added);
    return added;
  }

  function count() {
    const all = blocks();
    all.forEach((each, at) => {
      const heading = each.querySelector("h2");
      if (!each.querySelector("input[name$='-engagement']"))
        heading.textContent = all.length > 1 ? WORDS.engagement_of.replace("{number}", at + 1) : WORDS.engagement;
    });
  }

  const SAME_SIDE = ["us_actor", "us_level", "us_state", "us_city"];
  const isDocument = (name) => /-(document|document_name|file|choice)$/.test(name);

  function another(from, names) {
    const number = Math.max(...blocks().map((each) => Number(each.dataset.number))) + 1;
    const added = addBlock(number);
    for (const field of from.querySelectorAll("input, select, textarea")) {
      const name = field.name.replace(/^\d+-/, "");
      if (isDocument(field.name) || (names && !names.includes(name))) continue;
      const same = [...added.querySelectorAll("input, select, textarea")].find((each) => each.name === `${number}-${name}` && (field.type !== "checkbox" || each.value === field.value));
      if (same && field.type === "checkbox") same.checked = field.checked;
      else if (same) same.value = field.value;
    }
    count();
    later();
    added.scrollIntoView({ block: "start" });
    const first = names ? "counterpart" : "us_actor";
    document.getElementById(`field-${number}-${first}`).focus({ preventScroll: true });
  }

  function tool(event) {
    const button = event.target.closest("[data-tool]");
    if (!button || !document.getElementById("blank-engagement")) return;
    event.preventDefault();
    const its = button.closest(".engagement-block");
    if (button.dataset.tool === "add") another(blocks().at(-1), SAME_SIDE);
    if (button.dataset.tool === "copy") another(its, null);
    if (button.dataset.tool === "remove") remove(its);
  }

  function remove(its) {
    const all = blocks();
    const next = all[all.indexOf(its) + 1] || all[all.indexOf(its) - 1] || addBlock(Number(its.dataset.number) + 1);
    its.remove();
    count();
    later();
    next.querySelector("input:not([type=hidden])").focus();
  }

  // The title, as long as nobody wrote one

  const suggested = new WeakMap();

  function changed(event) {
    later();
    const file = event.target.type === "file" && event.target.files[0];
    if (file) event.target.setCustomValidity(file.size > MOST_BYTES ? "large" : "");
    if (file && file.size > MOST_BYTES) say(WORDS.document_large.replace("{size}", (file.size / 1048576).toFixed(1)));
    retitle();
  }

  function retitle() {
    for (const each of blocks()) {
      const at = (name) => document.getElementById(`field-${each.dataset.number}-${name}`);
      const [title, actor, other, type] = ["title", "us_actor", "counterpart", "engagement_type"].map(at);
      if (!title || (title.value && title.value !== suggested.get(title))) continue;
      const kind = type.value ? type.selectedOptions[0].dataset.inTable.toLowerCase() : "";
      title.value = actor.value && other.value && kind ? `${actor.value} and ${other.value}: ${kind}` : "";
      suggested.set(title, title.value);
    }
  }

  // Sending

  async function send(event) {
    event.preventDefault();
    if (page.isSending) return;
    const button = event.submitter;
    const body = new FormData(page.form, button);
    save();
    busy(button, true);
    try {
      const answer = await fetch(page.form.action, { method: "POST", body, signal: AbortSignal.timeout(SECONDS_TO_ANSWER * 1000) });
      if (answer.redirected && answer.ok) return arrive(answer.url);
      if (!(answer.headers.get("Content-Type") || "").startsWith("text/html")) throw new Error(String(answer.status));
      take(await answer.text(), answer.status);
    } catch {
      say(WORDS.away, button);
    } finally {
      busy(button, false);
    }
  }

  function busy(button, isBusy) {
    page.isSending = isBusy;
    button?.classList.toggle("busy", isBusy);
    button?.setAttribute("aria-busy", String(isBusy));
  }

  function arrive(address) {
    discard();
    window.location.assign(address);
  }

  // The answer takes the place of the page; one without a form is only said, and the form stays.
  function take(html, status) {
    const main = new DOMParser().parseFromString(html, "text/html");
    const next = main.querySelector("main");
    if (!next?.querySelector("#submit-form")) return say(next?.querySelector(".lead")?.textContent || WORDS.away);
    const restored = page.which;
    document.querySelector("main").replaceWith(document.adoptNode(next));
    document.title = main.title;
    begin();
    page.which = page.form.dataset.draft || restored;
    const focused = document.getElementById("wrongs") || document.getElementById("notice") || heading();
    focused.focus({ preventScroll: true });
    focused.scrollIntoView({ block: status === 200 ? "end" : "center" });
    if (status === 200) window.scrollTo(0, 0);
  }

  function heading() {
    const found = document.querySelector("main h1");
    found.tabIndex = -1;
    return found;
  }

  function say(words, button) {
    document.getElementById("unsent")?.remove();
    const note = Object.assign(document.createElement("div"), { id: "unsent", className: "notice", tabIndex: -1 });
    note.setAttribute("role", "alert");
    note.append(`${words} `);
    if (button) {
      const again = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: WORDS.try_again });
      again.addEventListener("click", () => page.form.requestSubmit(button));
      note.append(again);
    }
    page.form.querySelector(".sending").before(note);
    note.focus();
  }

  begin();
})();
