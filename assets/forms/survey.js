// How far a survey file is read: asked twice a second; when it is done, the page is loaded anew.
(function () {
  const place = document.getElementById("at-work");
  if (!place) return;
  const bar = document.getElementById("progress");
  const words = document.getElementById("progress-words");
  const number = new Intl.NumberFormat("en-US");
  let failures = 0;

  async function look() {
    try {
      const response = await fetch(place.dataset.progress, { headers: { Accept: "application/json" } });
      if (!response.ok) throw new Error(response.status);
      const { state, done, total, is_lost: isLost } = await response.json();
      failures = 0;
      if (isLost || !["reading", "loading"].includes(state)) return location.reload();
      if (total) {
        bar.max = total;
        bar.value = done;
        words.textContent = words.dataset.words.replace("{n}", number.format(done)).replace("{total}", number.format(total));
      }
    } catch {
      failures += 1;
      if (failures > 3) words.textContent = window.dashboardWords.trying_again;
    }
    setTimeout(look, failures ? 2000 : 500);
  }
  setTimeout(look, 500);
})();
