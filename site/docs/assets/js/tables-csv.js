/* Saves the rows that a table shows as CSV. What a spreadsheet would take for a formula has an apostrophe before it. */
(() => {
  const clean = (text) => text.trim().replace(/\s+/g, " ");

  const cell = (text) => {
    const safe = /^[=+\-@＝＋－＠]/.test(text) ? `'${text}` : text;
    return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };

  /* Lines of help and of old and new values stand apart in a cell, as they do on the page. */
  const text = (node) => {
    const copy = node.cloneNode(true);
    for (const one of copy.querySelectorAll("summary")) one.remove();
    for (const one of copy.querySelectorAll("del")) one.prepend("- ");
    for (const one of copy.querySelectorAll("ins")) one.prepend("+ ");
    for (const one of copy.querySelectorAll(".dp-help, dt, dd, del, ins, .dp-badge")) one.before("\n");
    return copy.textContent.split("\n").map(clean).filter(Boolean).join("\n");
  };

  const value = (node) => node.dataset.dpValue ?? node.querySelector(":scope > time")?.dateTime ?? text(node);

  window.portalCsv = (head, rows) => {
    const lines = [[...head.cells].map((one) => clean(one.textContent)), ...rows.map((row) => [...row.cells].map(value))];
    return `\ufeff${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
  };

  for (const button of document.querySelectorAll("[data-dp-export]")) {
    button.addEventListener("click", async () => {
      const box = button.closest("[data-dp-file]");
      const table = box.querySelector("table");
      const rows = box.portalRows ? await box.portalRows() : [...table.tBodies[0].rows].filter((row) => row.cells.length > 1);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([window.portalCsv(table.tHead.rows[0], rows)], { type: "text/csv" }));
      link.download = box.dataset.dpFile;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
  }
})();
