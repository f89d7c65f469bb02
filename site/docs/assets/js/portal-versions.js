/* The difference of any two versions, setting by setting: lists by entry, texts by word. Uses jsdiff (vendor/diff). */
(() => {
  const word = { added: "ins", removed: "del", kept: "span" };
  const kind = (part) => (part.added ? "added" : part.removed ? "removed" : "kept");

  const runs = (field, before, after) => {
    if (field.lines) {
      return Diff.diffArrays(before ?? [], after ?? []).flatMap((part) =>
        part.value.map((text) => ({ is: kind(part), text })),
      );
    }
    return Diff.diffWordsWithSpace(before ?? "", after ?? "").map((part) => ({ is: kind(part), text: part.value }));
  };

  const row = (title, note) => {
    const box = document.createElement("div");
    const name = box.appendChild(document.createElement("dt"));
    name.textContent = title;
    if (note) {
      const help = name.appendChild(document.createElement("span"));
      help.className = "dp-help";
      help.textContent = note;
    }
    return [box, box.appendChild(document.createElement("dd"))];
  };

  const differences = (data, old, young) => {
    const list = document.createElement("dl");
    list.className = "dp-rows dp-rows--diff";
    for (const field of data.fields) {
      const [before, after] = [old, young].map((at) => (field.at[at] < 0 ? null : field.values[field.at[at]]));
      if (field.at[old] === field.at[young] || field.key === "label") continue;
      const [box, said] = row(field.title, before === null ? "added" : after === null ? "removed" : "changed");
      if (field.lines) said.className = "is-lines";
      for (const run of runs(field, before, after)) {
        said.appendChild(document.createElement(word[run.is])).textContent = run.text;
      }
      list.append(box);
    }
    const count = list.children.length;
    if (!count) {
      const [box, said] = row("No difference");
      said.textContent = "Both versions say the same.";
      list.append(box);
    }
    return [list, count];
  };

  for (const form of document.querySelectorAll("[data-dp-compare]")) {
    const data = JSON.parse(document.getElementById(form.dataset.dpCompare).textContent);
    const [old, young] = [form.querySelector("[data-dp-old]"), form.querySelector("[data-dp-new]")];
    const said = form.querySelector("[data-dp-said]");
    const place = document.createElement("div");
    place.className = "dp-diff";
    const draw = () => {
      const [list, count] = differences(data, data.versions.indexOf(old.value), data.versions.indexOf(young.value));
      place.replaceChildren(list);
      said.textContent = count === 1 ? "1 setting differs" : `${count} settings differ`;
    };
    form.addEventListener("submit", (event) => event.preventDefault());
    for (const field of [old, young]) {
      field.addEventListener("input", () => {
        if (!place.isConnected) form.after(place);
        for (const one of form.parentElement.querySelectorAll("[data-dp-compared]")) one.open = false;
        draw();
      });
    }
  }
})();
