// What a screen must keep to, measured in the page: nothing wider than it, nothing of the header over another part, and
// nothing to click smaller than 24 pixels without room around it (WCAG 2.2, 2.5.8).
window.layout = (() => {
  const isSeen = (each) => each.checkVisibility({ visibilityProperty: true }) && each.getBoundingClientRect().width > 0;
  const name = (each) => `${each.tagName}.${each.className} ${each.textContent.trim().slice(0, 30)}`;

  function wider() {
    const room = document.documentElement.clientWidth;
    if (document.scrollingElement.scrollWidth <= room) return [];
    const out = [...document.querySelectorAll("body *")].filter((each) => each.getBoundingClientRect().right > room + 1);
    return [`${document.scrollingElement.scrollWidth} of ${room}`, ...out.slice(0, 3).map(name)];
  }

  function overlapping() {
    const parts = [...document.querySelectorAll(".header > *, .menu > *, .nav-link")].filter(isSeen);
    const boxes = parts.map((each) => [each, each.getBoundingClientRect()]);
    const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    return boxes.flatMap(([one, box], at) =>
      boxes.slice(at + 1).filter(([other, its]) => !one.contains(other) && over(box, its)).map(([other]) => `${name(one)} | ${name(other)}`),
    );
  }

  const CLICKED = "a[href], button, input:not([type=hidden]), select, summary, textarea";
  const NOT_OURS = ".visually-hidden, .skip, .ag-root, .swagger-ui, [inert]";
  const isInline = (each) =>
    getComputedStyle(each).display === "inline" && each.parentElement.textContent.trim().length > each.textContent.trim().length;

  // A small target is big enough where a circle of 24 pixels around it touches no other target, nor its circle.
  function small() {
    const all = [...document.querySelectorAll(CLICKED)].filter((each) => isSeen(each) && !each.closest(NOT_OURS));
    const boxes = all.map((each) => [each, each.getBoundingClientRect()]).filter(([, box]) => box.right > 0);
    const isSmall = ({ width, height }) => width < 23.5 || height < 23.5;
    const middle = (box) => [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const crowds = ([x, y], box) => {
      const [toX, toY] = isSmall(box)
        ? middle(box).map((place, at) => place - [x, y][at])
        : [Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom)];
      return Math.hypot(toX, toY) < (isSmall(box) ? 24 : 12);
    };
    const isCrowded = (each, box) =>
      boxes.some(([other, its]) => other !== each && !other.contains(each) && !each.contains(other) && crowds(middle(box), its));
    return boxes.filter(([each, box]) => isSmall(box) && !isInline(each) && isCrowded(each, box)).map(([each]) => name(each));
  }

  const shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) shifts.push(entry.value);
  }).observe({ type: "layout-shift", buffered: true });

  return { wider, overlapping, small, shifted: () => shifts.reduce((sum, each) => sum + each, 0) };
})();
