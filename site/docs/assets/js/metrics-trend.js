/* Failures day by day: the chart of the table that stands below it. */
(() => {
  const say = window.portalNumber;
  for (const box of document.querySelectorAll("[data-dp-trend]")) {
    const [head, ...rows] = box.querySelector("table").rows;
    const labels = [...head.cells].slice(2).map((one) => one.textContent);
    const series = rows.map((row) => ({
      name: `${row.cells[0].textContent}: ${row.cells[1].textContent.toLowerCase()}`,
      values: [...row.cells].slice(2).map((one) => Number(one.textContent)),
    }));
    const tell = () => {
      const totals = labels.map((_, at) => series.reduce((sum, one) => sum + (one.off ? 0 : one.values[at]), 0));
      const most = totals.indexOf(Math.max(...totals));
      const all = totals.reduce((sum, one) => sum + one, 0);
      box.querySelector("[data-dp-said]").textContent = all
        ? `${say(all)} failures from ${labels[0]} to ${labels.at(-1)}. Most: ${labels[most]}, ${say(totals[most])}.`
        : "Nothing is chosen.";
    };
    window.portalChart(box.querySelector("[data-dp-chart]"))(labels, series, tell);
    tell();
    box.querySelector("[data-dp-behind]").open = false;
  }
})();
