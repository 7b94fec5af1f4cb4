// Gives the page back the browser's own trim, parseInt and parseFloat. Dash brings core-js 2, which replaces them by slow
// ones (its list of spaces is older than the browsers'), and plotly.js calls them thousands of times a drawing.
// Runs in <head>, before Dash's scripts, and puts the originals back once those have run.
(function () {
  const trims = ["trim", "trimLeft", "trimRight", "trimStart", "trimEnd"];
  const parsers = ["parseInt", "parseFloat"];
  const kept = [[String.prototype, trims], [window, parsers], [Number, parsers]].flatMap(([owner, names]) =>
    names.map((name) => [owner, name, Object.getOwnPropertyDescriptor(owner, name)]),
  );
  document.addEventListener("DOMContentLoaded", () => {
    for (const [owner, name, native] of kept) Object.defineProperty(owner, name, native);
  });
})();
