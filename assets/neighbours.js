// Which point comes next: in a direction on screen, along a tie, by rank, or by the first letters of a name.
// Points are plain objects with `x`, `y` (pixels), `name`, `value`, `clause` and `isLine`; nothing here reads the page.
(function () {
  const DIRECTIONS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

  // How far a point lies ahead and aside, seen in a direction. What lies aside costs more, so that a place ahead wins
  // over a nearer one at the edge of the cone, whose sides are at 60 degrees.
  const ASIDE = 1.5, WIDEST = 1.75, LEAST = 0.5;

  function cost(from, to, [right, down]) {
    const [x, y] = [to.x - from.x, to.y - from.y];
    const ahead = x * right + y * down, aside = Math.abs(x * down) + Math.abs(y * right);
    return ahead > LEAST && aside <= WIDEST * ahead ? ahead + ASIDE * aside : Infinity;
  }

  const least = (points, measure) =>
    points.reduce((best, point) => (measure(point) < (best ? measure(best) : Infinity) ? point : best), null);

  // The nearest point in the direction of an arrow key, or null.
  function towards(points, from, key) {
    return least(points.filter((point) => point !== from), (point) => cost(from, point, DIRECTIONS[key]));
  }

  const nearest = (points, { x, y }) => least(points, (point) => Math.hypot(point.x - x, point.y - y));

  const starts = (line, node) => line.clause.startsWith(`${node.clause}&`);
  const ends = (line, node) => line.clause.endsWith(`&${node.clause}`);
  const isEnd = (line, node) => Boolean(node?.clause) && (starts(line, node) || ends(line, node));

  // In a network left and right lead from a node to its strongest tie and on to the other end; up and down go through
  // the ties of the node one came from, or through the nodes of the column.
  function tied(points, from, key, via) {
    const nodes = points.filter((point) => !point.isLine), isAcross = DIRECTIONS[key][0];
    if (!from.isLine && !isAcross) return towards(nodes.filter((node) => Math.abs(node.x - from.x) < 2), from, key);
    const lines = points.filter((point) => point.isLine), [near, far] = isAcross > 0 ? [starts, ends] : [ends, starts];
    if (!from.isLine) return lines.find((line) => near(line, from)) || null;
    if (isAcross) return nodes.find((node) => far(from, node)) || null;
    const from_ = isEnd(from, via) ? via : nodes.find((node) => starts(from, node));
    return step(lines.filter((line) => isEnd(line, from_)), from, DIRECTIONS[key][1]);
  }

  function step(points, from, by) {
    return points[points.indexOf(from) + by] || null;
  }

  // Points by rank, the largest first; ties and connections come after what they join, in their own order.
  function ranked(points, isInOrder) {
    const sorted = points.filter((point) => !point.isLine && !point.isName);
    sorted.sort((a, b) => (isInOrder ? a.x - b.x : b.value - a.value));
    return [...sorted, ...points.filter((point) => point.isName), ...points.filter((point) => point.isLine)];
  }

  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

  // The point whose name begins with what is typed, else one with a word that does. The same letter again goes on.
  function typed(ordered, from, letters) {
    const wanted = fold(letters), isAgain = wanted.length > 1 && [...wanted].every((letter) => letter === wanted[0]);
    const after = ordered.indexOf(from) + (isAgain || wanted.length === 1 ? 1 : 0);
    const round = [...ordered.slice(Math.max(after, 0)), ...ordered.slice(0, Math.max(after, 0))];
    const begins = (text) => round.find((point) => fold(point.name).startsWith(text));
    const within = (text) => round.find((point) => fold(point.name).includes(` ${text}`));
    return begins(wanted) || (isAgain && begins(wanted[0])) || within(wanted) || null;
  }

  window.dashboardNeighbours = { DIRECTIONS, towards, nearest, tied, step, ranked, typed };
})();
