// Draws the views for an address: one answer of the server holds them all. It is asked for as soon as the address is
// known, which is while a mark is still pressed; Dash learns of it when the answer is drawn.
(function () {
  const FRESH = 5000; // milliseconds for which an answer that was asked for ahead is used
  let asked = null;
  let turn = 0;

  const place = (search, theme, whole) =>
    `/drawings/${theme}/${whole ? "whole" : "parts"}${window.location.pathname}${search}`;

  function answerTo(address) {
    if (asked?.address !== address || performance.now() - asked.at > FRESH) {
      const answer = fetch(address).then(read);
      answer.catch(() => {}); // whoever awaits it hears of a failure
      asked = { address, answer, at: performance.now() };
    }
    return asked.answer;
  }

  async function read(answer) {
    if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
    return answer.json();
  }

  // The page will show this address in a moment. `shown`: what it shows now, absent on pages without views.
  function ahead(search, shown) {
    if (shown?.theme && shown.asked !== search) answerTo(place(search, shown.theme, false));
  }

  // Each answer is drawn once, and only the latest: Dash drops an overtaken one, but not before it is drawn.
  async function follow(search, theme, shown) {
    const { no_update: stays } = window.dash_clientside;
    const asks = search || "", isWhole = shown.theme !== theme;
    const nothing = [stays, stays, stays, stays];
    // Another page comes drawn, and asks again once it is here.
    const isHere = () => shown.page === window.location.pathname;
    if (!isHere() || (shown.asked === asks && !isWhole)) return nothing;
    turn += 1;
    const mine = turn, isWanted = () => mine === turn && isHere();
    const answer = await answerTo(place(asks, theme, isWhole)).catch(() => null);
    if (!isWanted()) return nothing;
    asked = null;
    if (!answer) {
      window.location.reload(); // the server says on the page itself what is wrong with its address
      return nothing;
    }
    await Promise.all(Object.entries(answer.drawings).map(([view, drawing]) => draw(view, drawing)));
    return isWanted() ? [answer.paint, answer.words, answer.rest, { ...answer.canonical, asked: asks }] : nothing;
  }

  // As properties of a graph each, the drawings took Dash a third longer than plotly.js needs.
  async function draw(view, drawing) {
    const graph = await once(() => document.querySelector(`#${view} .js-plotly-plot:not(.dash-graph--pending)`));
    const { data, layout } = Array.isArray(drawing) ? withParts(graph, drawing) : drawing;
    const { width, height } = graph._fullLayout;
    return window.Plotly.react(graph, data, { ...layout, width, height });
  }

  const once = (find) => new Promise((resolve) => look(find, resolve, 3600));

  function look(find, then, tries) {
    const found = find();
    if (found) then(found);
    else if (tries > 0) requestAnimationFrame(() => look(find, then, tries - 1));
  }

  // The figure on screen with some of its parts replaced, each given as its path and its value.
  function withParts({ data, layout }, parts) {
    const figure = { data: [...data], layout };
    for (const [path, value] of parts) {
      const last = path.length - 1;
      const place = path.slice(0, last).reduce((whole, step) => (whole[step] = copied(whole[step])), figure);
      place[path[last]] = value;
    }
    return figure;
  }

  const copied = (part) => (Array.isArray(part) ? [...part] : { ...part });

  window.dash_clientside = Object.assign({}, window.dash_clientside, { drawing: { ahead, follow } });
})();
