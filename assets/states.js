// What a visitor sees of the server's time: a page that is busy, and a notice when no answer comes. "Try again" sends the
// same question once more, so nothing that was chosen or typed is lost; Dash never learns of the failure.
(function () {
  const QUESTION = /\/_dash-(?:update-component|layout|dependencies)|^\/drawings\//;
  const words = (code) => window.dashboardWords[code];
  const ask = window.fetch.bind(window);
  const unanswered = new Set();
  let awaited = 0;

  window.fetch = (resource, options) => {
    const address = resource instanceof Request ? resource.url : String(resource);
    return QUESTION.test(address) ? answered(resource, options) : ask(resource, options);
  };

  async function answered(resource, options) {
    count(1);
    try {
      for (;;) {
        const answer = await ask(resource, options).catch((reason) => {
          if (reason.name === "AbortError") throw reason;
          return null;
        });
        if (answer && answer.status < 500) {
          goOn();
          return answer;
        }
        await new Promise((again) => notice(again, answer?.headers.get("X-Request-ID")));
      }
    } finally {
      count(-1);
    }
  }

  function count(more) {
    awaited += more;
    const isWaiting = awaited > unanswered.size;
    document.body.classList.toggle("is-waiting", isWaiting);
    const page = document.getElementById("page");
    if (isWaiting) page?.setAttribute("aria-busy", "true");
    else page?.removeAttribute("aria-busy");
    if (!document.querySelector(".waiting-bar")) document.body.append(made("div", { className: "waiting-bar" }));
  }

  const made = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  function notice(again, number) {
    unanswered.add(again);
    count(0);
    const box = document.querySelector(".failed") || build();
    box.querySelector("small").textContent = number ? words("request_number").replace("{number}", number) : "";
    box.hidden = false;
  }

  function build() {
    const button = made("button", { type: "button", className: "primary", textContent: words("try_again") });
    button.addEventListener("click", goOn);
    const heading = made("strong", { textContent: words("no_answer") });
    const said = made("p", {}, heading, words("nothing_lost"), made("small", {}));
    const box = made("div", { className: "failed", hidden: true }, said, button);
    box.setAttribute("role", "alert");
    document.body.append(box);
    return box;
  }

  // Asks again whatever had no answer: when told to, and when another answer shows that the server is back.
  function goOn() {
    const box = document.querySelector(".failed");
    if (box) box.hidden = true;
    const waiting = [...unanswered];
    unanswered.clear();
    count(0);
    waiting.forEach((again) => again());
  }
})();
