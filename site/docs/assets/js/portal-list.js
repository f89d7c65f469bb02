/* A list that is filtered, sorted and grouped where it stands. Without scripts it is a plain table.
   A list on several pages gets the rows of the others once it is narrowed: who looks for a name looks in all of it. */
(() => {
  const sheets = document.querySelector("[data-dp-sheets]");

  /* The rows of another page of the list; its addresses count from there. */
  const rowsOf = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const [name, attribute] of [["a[href]", "href"], ["img[src]", "src"]]) {
      for (const one of page.querySelectorAll(`[data-dp-list] ${name}`)) one.setAttribute(attribute, new URL(one.getAttribute(attribute), answer.url));
    }
    return [...page.querySelector("[data-dp-list] table").tBodies[0].rows];
  };

  const compare = new Intl.Collator("en", { numeric: true, sensitivity: "base" }).compare;

  for (const box of document.querySelectorAll("[data-dp-list]")) {
    const table = box.querySelector("table");
    if (!table) continue;
    const heads = [...table.tHead.rows[0].cells];
    const body = table.tBodies[0];
    let rows = [...body.rows];
    // A long list is told here what its columns are called, for cards on a phone, not in each of its cells.
    if ("dpLabels" in table.dataset) {
      for (const row of rows) [...row.cells].forEach((cell, at) => at && (cell.dataset.label = heads[at].textContent));
    }
    const filter = box.querySelector("[data-dp-filter]");
    const group = box.querySelector("[data-dp-group]");
    const only = box.querySelector("[data-dp-only]");
    const count = box.querySelector("[data-dp-count]");
    const column = (name) => heads.findIndex((head) => head.dataset.dpName === name);
    const text = (row, at) => {
      const cell = row.cells[at];
      return cell.dataset.dpValue ?? cell.textContent.trim().replace(/\s+/g, " ");
    };
    let by = -1;
    let down = false;

    const draw = () => {
      const words = (filter?.value || "").toLowerCase().split(/\s+/).filter(Boolean);
      const wanted = only?.value || "";
      const shown = rows.filter((row) => {
        const all = row.textContent.toLowerCase();
        return words.every((word) => all.includes(word)) && (!wanted || text(row, column(only.dataset.dpOnly)) === wanted);
      });
      if (by >= 0) shown.sort((one, other) => compare(text(one, by), text(other, by)) * (down ? -1 : 1));
      const at = group?.value ? column(group.value) : -1;
      const titles = at < 0 ? [null] : [...new Set(shown.map((row) => text(row, at)))].sort(compare);
      body.replaceChildren();
      for (const title of titles) {
        const members = title === null ? shown : shown.filter((row) => text(row, at) === title);
        if (title !== null) {
          const head = body.insertRow();
          const cell = document.createElement("th");
          cell.colSpan = heads.length;
          cell.scope = "rowgroup";
          cell.className = "dp-grid__group";
          cell.textContent = `${title || "None"} (${members.length})`;
          head.append(cell);
        }
        body.append(...members);
      }
      if (count) count.textContent = shown.length === rows.length ? `${rows.length} ${count.dataset.dpUnit ?? "in all"}` : `${shown.length} of ${rows.length}`;
    };

    const sortBy = box.querySelector("[data-dp-sortby]");
    sortBy?.add(new Option("The usual order", "-1"));
    sortBy?.addEventListener("input", () => {
      by = Number(sortBy.value);
      down = false;
      narrow();
    });
    heads.forEach((head, at) => {
      if (!("dpSort" in head.dataset)) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "dp-grid__sort";
      button.textContent = head.textContent;
      sortBy?.add(new Option(head.textContent, String(at)));
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        down = by === at && !down;
        by = at;
        for (const one of heads) one.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        narrow();
      });
    });
    /* All rows, in the order of the pages, the first time that they matter; without an answer it stays at those here. */
    let whole = null;
    const gather = () => {
      const links = [...sheets.querySelectorAll("a")];
      whole ??= Promise.all(links.map((link) => (link.hasAttribute("aria-current") ? rows : rowsOf(link.href))))
        .then((found) => {
          rows = found.flat();
          sheets.remove();
          delete count?.dataset.dpUnit;
        })
        .catch(() => {
          whole = null;
        });
      return whole;
    };
    const narrow = () => {
      draw();
      if (sheets?.isConnected) gather().then(draw);
    };
    for (const field of [filter, group, only]) field?.addEventListener("input", narrow);
    draw();
  }
})();
