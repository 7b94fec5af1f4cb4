// Takes a page elsewhere: the menu that saves a view as a picture (made in picture.js), and the dialog with the code
// that shows a lean page in a frame. In a lean page, what is remembered by cookies elsewhere is settled here.
(function () {
  const words = window.dashboardWords;
  const root = document.documentElement;
  const filled = (said, places) => said.replace(/\{(\w+)\}/g, (whole, name) => places[name] ?? whole);

  async function save(button) {
    const menu = button.closest("details.save");
    const said = menu.querySelector(".save-said");
    const buttons = menu.querySelectorAll("button");
    buttons.forEach((each) => (each.disabled = true));
    said.textContent = words.drawing;
    try {
      const { name, content } = await window.dashboardPicture.file(button.closest(".pictured, .joint-map, figure, section"), button.dataset.save);
      give(name, content);
      said.textContent = filled(words.saved, { file: name });
    } catch (problem) {
      said.textContent = words.not_saved;
      console.info(problem);
    }
    buttons.forEach((each) => (each.disabled = false));
    button.focus();
  }

  function give(name, content) {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(content), download: name });
    link.click(); // outside the page, so that it counts as no click elsewhere
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  // A menu closes with Escape and by a click elsewhere; what it said goes with it.
  function close(menu) {
    menu.open = false;
    menu.querySelector(".save-said").textContent = "";
  }

  const openMenus = () => document.querySelectorAll("details.save[open]");

  // The dialog with the code of a lean page.
  function made(name, attributes = {}, ...inside) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...inside);
    return element;
  }

  function shownOf(name) {
    return document.querySelector(`#${CSS.escape(name)} h2 .title`)?.textContent || name;
  }

  function lean(chosen) {
    const page = new URL(location.href);
    page.hash = "";
    for (const name of ["embed", "views"]) page.searchParams.delete(name);
    page.searchParams.set("embed", "1");
    if (chosen.length) page.searchParams.set("views", chosen.join(","));
    return page.href;
  }

  const escaped = (said) => said.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

  // High enough for two views beside each other in each row; on a phone the frame scrolls.
  const TALL = { words: 250, row: 470 };

  function code(chosen, shown) {
    const rows = Math.ceil((chosen.length || 2) / 2);
    const height = TALL.words + TALL.row * rows;
    const title = `${document.querySelector("h1").textContent}: ${shown}`;
    return `<iframe src="${escaped(lean(chosen))}" title="${escaped(title)}" width="100%" height="${height}" style="border:0" loading="lazy"></iframe>`;
  }

  function allowed() {
    const frames = root.dataset.frames;
    if (frames === "*") return words.frames_all;
    return frames === "none" ? words.frames_none : filled(words.frames_some, { sites: frames.split(" ").join(", ") });
  }

  function dialog(opener) {
    const shown = document.getElementById("summary")?.textContent || "";
    const boxes = opener.dataset.views.split(" ").map((name, at) => {
      const box = made("input", { type: "checkbox", value: name, class: "form-check-input", ...(at < 2 ? { checked: "" } : {}) });
      return { box, label: made("label", { class: "share-view" }, box, ` ${shownOf(name)}`) };
    });
    const area = made("textarea", { readonly: "", rows: "5", "aria-labelledby": "share-code", spellcheck: "false" });
    const preview = made("a", { target: "_blank", rel: "noopener" }, `${words.preview} ↗`);
    const said = made("p", { role: "status", class: "share-said" });
    const copy = made("button", { type: "button", class: "primary" }, words.copy_code);
    const leave = made("button", { type: "button", class: "quiet" }, words.close);
    const update = () => {
      const chosen = boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
      area.value = code(chosen, shown);
      preview.href = lean(chosen);
      said.textContent = "";
    };
    const whole = made(
      "dialog",
      { class: "share", "aria-labelledby": "share-title" },
      made("h2", { id: "share-title" }, words.embed_title),
      made("p", {}, words.embed_lead),
      made("p", { class: root.dataset.frames === "none" ? "notice" : "hint" }, allowed()),
      made("fieldset", {}, made("legend", {}, words.embed_views), ...boxes.map(({ label }) => label)),
      made("p", { id: "share-code", class: "share-code" }, words.embed_code),
      area,
      made("div", { class: "share-foot" }, copy, preview, leave),
      said,
    );
    whole.addEventListener("change", update);
    copy.addEventListener("click", async () => {
      const copied = await window.dash_clientside.page.copy(area.value, whole);
      if (!copied) area.select();
      said.textContent = copied ? words.code_copied : words.code_by_hand;
    });
    leave.addEventListener("click", () => whole.close());
    whole.addEventListener("click", (event) => event.target === whole && whole.close());
    whole.addEventListener("close", () => {
      whole.remove();
      opener.focus();
    });
    update();
    document.body.append(whole);
    whole.showModal();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (button?.dataset.save) save(button);
    if (button?.id === "embed") dialog(button);
    for (const menu of openMenus()) if (!menu.contains(event.target)) close(menu);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      close(menu);
      menu.querySelector("summary").focus();
    }
  });

  // In a frame of another site no cookie tells the server the theme, so a lean page says it once it is there.
  if ("embed" in root.dataset) {
    const wanted = root.dataset.bsTheme;
    const settle = () => {
      if (!document.getElementById("summary")) return requestAnimationFrame(settle);
      if (wanted !== "light" && !document.cookie.includes(`theme=${wanted}`)) window.dash_clientside.set_props("theme", { data: wanted });
    };
    settle();
  }
})();
