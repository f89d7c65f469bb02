/* Calls over time: the file of the app's calls by day, added up as chosen. The table tells what the chart shows. */
(() => {
  const DAY = 86400000;
  const MOST = 7;
  const say = window.portalNumber;
  const day = (at) => new Date(at).toISOString().slice(0, 10);

  /* Periods begin on their first day in UTC: weeks on Mondays (ISO 8601). */
  const PERIODS = {
    day: { of: (at) => at, title: day },
    week: { of: (at) => at - ((new Date(at).getUTCDay() + 6) % 7) * DAY, title: (at) => `Week of ${day(at)}` },
    month: { of: (at) => Date.UTC(new Date(at).getUTCFullYear(), new Date(at).getUTCMonth(), 1), title: (at) => day(at).slice(0, 7) },
  };
  const after = (period, at) => PERIODS[period].of(at + (period === "day" ? 1 : period === "week" ? 7 : 31) * DAY);

  const titles = (list) => Object.fromEntries(list.map((one) => [one.id, one.title]));

  const start = (box, data) => {
    const form = box.querySelector("form");
    const fields = form.elements;
    const table = box.querySelector("table");
    const names = { usage: titles(data.usages), environment: titles(data.environments), tenant: data.tenants };
    const rows = data.series.flatMap(([environment, tenant, usage, flat]) => {
      let at = Date.parse(data.first);
      const found = [];
      for (let place = 0; place < flat.length; place += 3) {
        at += flat[place] * DAY;
        found.push({ at, environment, tenant, usage, calls: flat[place + 1], failed: flat[place + 2] });
      }
      return found;
    });
    const there = (part) => new Set(data.series.map((one) => one[part === "environment" ? 0 : 1]));
    for (const part of ["environment", "tenant"]) {
      const known = there(part);
      for (const [id, title] of Object.entries(names[part])) if (known.has(id)) fields[part].add(new Option(title, id || "?"));
    }
    const chart = window.portalChart(box.querySelector("[data-dp-chart]"));

    const chosen = () => {
      const is = (part, value) => !fields[part].value || fields[part].value === (value || "?");
      const first = Date.parse(data.last) - (Number(fields.span.value) - 1) * DAY;
      return rows.filter((one) => one.at >= first && is("environment", one.environment) && is("tenant", one.tenant));
    };

    /* The few with the most calls have a name of their own; the rest are told together. */
    const groups = (found, part) => {
      const calls = new Map();
      for (const one of found) calls.set(one[part], (calls.get(one[part]) ?? 0) + one.calls);
      const order = [...calls.keys()].sort((one, other) => calls.get(other) - calls.get(one) || (one < other ? -1 : 1));
      const own = new Set(order.slice(0, order.length > MOST + 1 ? MOST : MOST + 1));
      return { title: (value) => (own.has(value) ? names[part][value] || value : "Others"), order: [...new Set(order.map((one) => (own.has(one) ? names[part][one] || one : "Others")))] };
    };

    const off = new Set();
    const draw = () => {
      const period = fields.period.value;
      const { of, title } = PERIODS[period];
      const found = chosen();
      const { title: named, order } = groups(found, fields.stack.value);
      const first = Math.max(Date.parse(data.first), Date.parse(data.last) - (Number(fields.span.value) - 1) * DAY);
      const starts = [];
      for (let at = of(rows.length ? Math.max(first, Math.min(...rows.map((one) => one.at))) : first); at <= Date.parse(data.last); at = after(period, at)) starts.push(at);
      const place = new Map(starts.map((at, index) => [at, index]));
      const sums = new Map(order.map((name) => [name, starts.map(() => 0)]));
      const failed = starts.map(() => 0);
      for (const one of found) {
        const index = place.get(of(one.at));
        sums.get(named(one[fields.stack.value]))[index] += one.calls;
        failed[index] += one.failed;
      }
      const series = order.map((name) => ({ name, values: sums.get(name), off: off.has(name) }));
      const labels = starts.map(title);
      chart(labels, series, () => {
        for (const one of series) off[one.off ? "add" : "delete"](one.name);
        tell(labels, series, failed);
      });
      fill(table, labels, series, failed, fields.period.selectedOptions[0].text);
      tell(labels, series, failed);
    };

    const tell = (labels, series, failed) => {
      const totals = labels.map((_, at) => series.reduce((sum, one) => sum + (one.off ? 0 : one.values[at]), 0));
      const all = totals.reduce((sum, one) => sum + one, 0);
      const bad = failed.reduce((sum, one) => sum + one, 0);
      const most = totals.indexOf(Math.max(...totals));
      box.querySelector("[data-dp-count]").textContent = `${say(all)} calls`;
      box.querySelector("[data-dp-said]").textContent = all
        ? `${say(all)} calls from ${labels[0]} to ${labels.at(-1)}, ${say(bad)} of them failed. Most: ${labels[most]}, ${say(totals[most])}.`
        : "No calls in this choice.";
    };

    form.addEventListener("input", draw);
    form.addEventListener("submit", (event) => event.preventDefault());
    box.querySelector("[data-dp-behind]").open = false;
    draw();
  };

  const fill = (table, labels, series, failed, period) => {
    const cell = (row, kind, text, value) => {
      const one = document.createElement(kind);
      one.textContent = text;
      if (value !== undefined) {
        one.className = "dp-num";
        one.dataset.dpValue = value;
      }
      row.append(one);
      return one;
    };
    const head = document.createElement("tr");
    for (const text of [period, ...series.map((one) => one.name), "Calls", "Failed"]) cell(head, "th", text).scope = "col";
    for (const one of [...head.cells].slice(1)) one.className = "dp-num";
    table.tHead.replaceChildren(head);
    const rows = labels.map((label, at) => {
      const row = document.createElement("tr");
      cell(row, "th", label).scope = "row";
      const total = series.reduce((sum, one) => sum + one.values[at], 0);
      for (const value of [...series.map((one) => one.values[at]), total, failed[at]]) cell(row, "td", say(value), value);
      return row;
    });
    table.tBodies[0].replaceChildren(...rows.reverse());
  };

  for (const box of document.querySelectorAll("[data-dp-calls]")) {
    fetch(box.dataset.dpCalls)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
      .then((data) => start(box, data))
      .catch(() => {
        box.querySelector("[data-dp-said]").textContent = "The chart's data could not be loaded. The table shows the months; reload the page for the chart.";
      });
  }
})();
