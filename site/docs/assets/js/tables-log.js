/* Filters the log. What was chosen stands in the address; older events are read from the log's other pages when a
   filter asks for them. Without scripts the pages are plain tables, one after the other. */
(() => {
  const STEP = 200;

  for (const box of document.querySelectorAll("[data-dp-log]")) {
    const form = box.querySelector("form");
    const body = box.querySelector("tbody");
    const count = box.querySelector("[data-dp-count]");
    const pager = box.querySelector(".dp-pager");
    const own = [...body.rows];
    const said = count.textContent;
    const pages = Number(box.dataset.dpPages);
    const fields = [...form.elements].filter((one) => one.name);
    let all = null;
    let turn = 0;

    const rowsOf = async (page) => {
      if (page === Number(box.dataset.dpPage)) return own;
      const address = page === 1 ? box.dataset.dpLog : `${box.dataset.dpLog}${page}/`;
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(address);
      const found = new DOMParser().parseFromString(await answer.text(), "text/html");
      const rows = [...found.querySelectorAll("[data-dp-log] tbody > tr")].map((row) => document.adoptNode(row));
      // An address on another page is relative to that page.
      for (const link of rows.flatMap((row) => [...row.querySelectorAll("a[href]")])) {
        link.href = new URL(link.getAttribute("href"), new URL(address, location.href)).href;
      }
      return rows;
    };

    const readAll = async () => {
      let read = 0;
      let isOver = pages === 1;
      const told = async (page) => {
        const rows = await rowsOf(page);
        read += 1;
        if (!isOver) count.textContent = `Reading page ${read} of ${pages} …`;
        return rows;
      };
      try {
        return (await Promise.all(Array.from({ length: pages }, (_, at) => told(at + 1)))).flat();
      } finally {
        isOver = true;
      }
    };

    /* Read once, however often somebody types meanwhile; what could not be read is asked for again next time. */
    const everything = () => {
      all ??= readAll().catch((problem) => {
        all = null;
        throw problem;
      });
      return all;
    };

    const wanted = () => Object.fromEntries(fields.map((one) => [one.name, one.value.trim()]));
    const isChosen = (filter) => Object.values(filter).some(Boolean);

    const fits = (filter) => {
      const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
      return (row) =>
        (!filter.event || row.dataset.kind === filter.event) &&
        (!filter.by || row.dataset.by === filter.by) &&
        (!filter.from || row.dataset.time.slice(0, 10) >= filter.from) &&
        (!filter.to || row.dataset.time.slice(0, 10) <= filter.to) &&
        words.every((word) => row.textContent.toLowerCase().includes(word));
    };

    const more = (rows) => {
      const row = document.createElement("tr");
      const cell = row.insertCell();
      cell.colSpan = box.querySelector("thead tr").cells.length;
      const button = cell.appendChild(document.createElement("button"));
      button.type = "button";
      button.className = "dp-tools__button";
      button.textContent = `Show ${Math.min(STEP, rows.length)} more`;
      button.addEventListener("click", () => {
        row.remove();
        append(rows);
        rows[0].querySelector("th").tabIndex = -1;
        rows[0].querySelector("th").focus();
      });
      return row;
    };

    const append = (rows) => {
      body.append(...rows.slice(0, STEP));
      if (rows.length > STEP) body.append(more(rows.slice(STEP)));
    };

    const found = async () => {
      const filter = wanted();
      return isChosen(filter) ? (await everything()).filter(fits(filter)) : everything();
    };
    box.portalRows = found;

    const draw = async () => {
      const mine = (turn += 1);
      const filter = wanted();
      const chosen = new URLSearchParams(Object.entries(filter).filter(([, value]) => value));
      history.replaceState(null, "", `${location.pathname}${chosen.size ? `?${chosen}` : ""}`);
      if (pager) pager.hidden = isChosen(filter);
      if (!isChosen(filter)) {
        body.replaceChildren(...own);
        count.textContent = said;
        return;
      }
      try {
        const rows = await found();
        if (mine !== turn) return;
        body.replaceChildren();
        append(rows);
        count.textContent = rows.length === 1 ? "1 event" : `${rows.length} events`;
      } catch (problem) {
        count.textContent = "Older events could not be read. Type or choose again.";
      }
    };

    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(draw));
    for (const field of fields) field.addEventListener("input", draw);
    const given = new URLSearchParams(location.search);
    for (const field of fields) if (given.get(field.name)) field.value = given.get(field.name);
    if (isChosen(wanted())) draw();
  }
})();
