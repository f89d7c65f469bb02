/* The difference of any two versions, setting by setting: lists by entry, texts by word. Uses jsdiff (vendor/diff). */
(() => {
  const word = { added: "ins", removed: "del", kept: "span" };
  const kind = (part) => (part.added ? "added" : part.removed ? "removed" : "kept");

  // One setting may be a word in one version (all plans) and a list in another.
  const lines = (value) => (Array.isArray(value) ? value : value ? [value] : []);

  const runs = (field, before, after) => {
    if (field.lines) {
      return Diff.diffArrays(lines(before), lines(after)).flatMap((part) =>
        part.value.map((text) => ({ is: kind(part), text })),
      );
    }
    const [old, young] = [before ?? "", after ?? ""];
    const found = Diff.diffWordsWithSpace(old, young).map((part) => ({ is: kind(part), text: part.value }));
    const kept = found.filter((run) => run.is === "kept" && run.text.trim()).reduce((sum, run) => sum + run.text.length, 0);
    // Where hardly a word stays, the old text stands whole before the new: so it can be read.
    if (kept * 2 < Math.min(old.length, young.length)) return [{ is: "removed", text: old }, { is: "added", text: young }];
    return joined(found);
  };

  // Neighbouring changes with nothing but a space between them become one removal and one addition.
  const joined = (found) => {
    const done = [];
    let removed = "";
    let added = "";
    const flush = () => {
      if (removed) done.push({ is: "removed", text: removed });
      if (added) done.push({ is: "added", text: added });
      removed = added = "";
    };
    found.forEach((run, at) => {
      const between = run.is === "kept" && !run.text.trim() && (removed || added) && at + 1 < found.length;
      if (run.is === "kept" && !between) {
        flush();
        done.push(run);
        return;
      }
      if (run.is !== "added") removed += run.text;
      if (run.is !== "removed") added += run.text;
    });
    flush();
    return done;
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
    // Many large versions stand in a file beside the page, which is read once two are chosen.
    const read = async () =>
      form.dataset.dpData
        ? (await fetch(form.dataset.dpData)).json()
        : JSON.parse(document.getElementById(form.dataset.dpCompare).textContent);
    let asked = null;
    const [old, young] = [form.querySelector("[data-dp-old]"), form.querySelector("[data-dp-new]")];
    const said = form.querySelector("[data-dp-said]");
    const place = document.createElement("div");
    place.className = "dp-diff";
    const draw = (data) => {
      const [list, count] = differences(data, data.versions.indexOf(old.value), data.versions.indexOf(young.value));
      place.replaceChildren(list);
      said.textContent = count === 1 ? "1 setting differs" : `${count} settings differ`;
    };
    for (const field of [old, young]) {
      field.addEventListener("input", () => {
        if (!place.isConnected) form.after(place);
        for (const one of form.parentElement.querySelectorAll("[data-dp-compared]")) one.open = false;
        asked ??= read();
        asked.then(draw).catch(() => {
          asked = null;
          said.textContent = "The versions could not be read. Choose again.";
        });
      });
    }
  }
})();
