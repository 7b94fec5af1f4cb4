// What is said to those who listen: one polite region for the page. It says where the keyboard is in a drawing, and
// once for each change of the selection how much it holds, in the first words of the sentence that the server painted.
(function () {
  const QUIET = 400;
  let region = null;
  let shown = null;
  let waiting = 0;

  function say(text) {
    if (!region) {
      region = Object.assign(document.createElement("div"), { id: "spoken", className: "visually-hidden" });
      region.setAttribute("role", "status");
      document.body.append(region);
    }
    region.textContent = text;
  }

  // "36 of 3,785 engagements", up to what follows a colon, a semicolon or a full stop.
  const begin = (sentence) => sentence.split(/[:;.](?=\s|$)/, 1)[0].trim();

  // A sentence that is not the last one: said after a rest, so that quick changes are said once. The first sentence of
  // a page is no change.
  function heed() {
    const sentence = document.getElementById("summary")?.textContent;
    if (!sentence) return;
    const { pathname } = location, isFirst = shown?.pathname !== pathname;
    if (!isFirst && shown.sentence === sentence) return;
    shown = { pathname, sentence };
    clearTimeout(waiting);
    if (!isFirst) waiting = setTimeout(() => say(begin(sentence)), QUIET);
  }

  say("");
  window.dashboardSpoken = { say, heed };
})();
