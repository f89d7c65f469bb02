// What comes of the answers: the files, and the ways to make a pull request of them.
import { editFile, LONGEST, newFile } from "./forge.js";
import { fileText } from "./yaml.js";

const make = (tag, className = "", ...inside) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...inside.filter((one) => one !== null && one !== undefined && one !== ""));
  return node;
};

/** Shows notes, files and ways; `say` announces what a button did. */
export function show(place, { kind, answers, context, problems }, say) {
  const files = kind.files(answers, context).map((file) => ({ ...file, text: file.text ?? fileText(file.schema, file.value) }));
  const blocks = [notes(kind.notes(answers, context)), wanted(problems)];
  if (files.length) blocks.push(ways(kind, answers, context, files, problems, say));
  place.replaceChildren(...blocks.filter(Boolean));
  return files;
}

function notes(found) {
  const list = make("ul", "dpf-notes");
  for (const note of found.filter(Boolean)) {
    if (typeof note === "string") list.append(make("li", "", note));
    else list.append(make("li", "dpf-notes__warning", make("strong", "", note.title), make("ul", "", ...note.items.map((item) => make("li", "", item)))));
  }
  return list.children.length ? list : null;
}

function wanted(problems) {
  if (!problems.length) return null;
  const items = problems.map(({ title, message }) => make("li", "", `${title} ${message}.`));
  const count = `${problems.length} ${problems.length === 1 ? "thing is" : "things are"} still to be mended:`;
  return make("details", "dpf-wanted", make("summary", "", count), make("ul", "", ...items));
}

function ways(kind, answers, context, files, problems, say) {
  const box = make("div", "dpf-ways");
  const { forge } = context.data;
  const several = files.length > 1;
  box.append(make("h3", "", several ? `The ${files.length} files` : files[0].isEdit ? "The changed file" : files[0].isPart ? "The lines" : "The file"));
  if (several && forge) box.append(several_(forge, kind, answers, context));
  for (const [at, file] of files.entries()) box.append(fileBlock(file, at, { forge, several, kind, answers, context, ready: !problems.length, say }));
  const text = kind.requestText?.(answers);
  if (text) box.append(make("h3", "", "The text of the request"), code(text, "request.txt", say, false));
  box.append(make("h3", "", "Or with the command line"), make("p", "", "In your clone of the repository:"));
  box.append(code(kind.commandOf(answers, context), "command", say, false));
  if (kind.commandNote) box.append(make("p", "dpf-help", kind.commandNote));
  return box;
}

/** Forges prefill one new file at a time: the others follow on the branch of the first. */
function several_(forge, kind, answers, context) {
  const name = kind.branch(answers);
  const list = make("ol", "dpf-steps");
  list.append(
    make("li", "", `Open the first file below. Under “Commit changes”, choose a new branch and call it `, make("code", "", name), ". Without the right to write, GitHub makes a copy of the repository (a fork) for you."),
    make("li", "", "Open the other files from here: each is added on that branch."),
    make("li", "", "Then open the pull request. Its check is content only when all files are there."),
  );
  const input = make("input", "dpf-input");
  input.id = "dpf-owner";
  input.value = context.owner ?? "";
  input.autocomplete = "off";
  input.addEventListener("change", () => context.redraw(input.value.trim()));
  const label = make("label", "dpf-label", "If a fork was made: whose is it? (your user name)");
  label.htmlFor = input.id;
  const box = make("div", "", list);
  if (forge.kind === "github") box.append(make("div", "dpf-field", label, input));
  return box;
}

function fileBlock(file, at, { forge, several, kind, answers, context, ready, say }) {
  const block = make("section", "dpf-file");
  const name = file.path.slice(file.path.lastIndexOf("/") + 1);
  block.append(make("h4", "dpf-path", several ? `${at + 1}. ` : "", make("code", "", file.path)));
  if (file.isEdit) block.append(make("p", "dpf-help", "The whole file with the change in it. Forges cannot be handed a change by an address: open the file, replace its text by this one, and propose the change."));
  if (file.isPart) block.append(make("p", "dpf-help", "Sign in to get the whole file with the change in it. Otherwise put these lines into the file: where a group is there already, add to it."));
  block.append(code(file.text, name, say, !file.isPart));
  if (forge && ready) block.append(link(forge, file, at, { kind, answers, context, several }));
  else if (forge) block.append(make("p", "dpf-help", "The link to the request appears when nothing is left to be mended."));
  return block;
}

function link(forge, file, at, { kind, answers, context, several }) {
  const where = forge.kind === "gitlab" ? "GitLab" : "GitHub";
  const anchor = make("a", "dpf-open");
  anchor.rel = "noopener";
  anchor.target = "_blank";
  if (file.isEdit || file.isPart) {
    anchor.href = editFile(forge, file.path);
    anchor.textContent = `Open the file on ${where}`;
    return make("p", "", anchor);
  }
  const onBranch = several && at > 0 ? { branch: kind.branch(answers), owner: context.owner } : {};
  const { href, prefilled } = newFile(forge, file.path, file.text, onBranch);
  anchor.href = href;
  anchor.textContent = prefilled ? `Open the request on ${where}` : `Begin the file on ${where}`;
  const note = prefilled ? "" : forge.kind === "gitlab" ? "GitLab takes no text from an address: copy it first, and paste it there." : `Its text is too long for an address (more than ${LONGEST} characters): copy it first, and paste it there.`;
  return make("p", "", anchor, note ? make("span", "dpf-help", note) : "");
}

function code(text, name, say, canSave = true) {
  const pre = make("pre", "dpf-code", make("code", "", text));
  pre.tabIndex = 0;
  const copy = make("button", "dpf-button", "Copy", make("span", "dp-hidden", ` ${name}`));
  copy.type = "button";
  copy.addEventListener("click", () => copied(text, pre, name, say));
  const buttons = make("div", "dpf-buttons", copy);
  if (canSave) {
    const save = make("button", "dpf-button", "Download", make("span", "dp-hidden", ` ${name}`));
    save.type = "button";
    save.addEventListener("click", () => saved(text, name, say));
    buttons.append(save);
  }
  return make("div", "dpf-text", pre, buttons);
}

async function copied(text, pre, name, say) {
  try {
    await navigator.clipboard.writeText(text);
    say(`${name} is copied.`);
  } catch {
    getSelection().selectAllChildren(pre);
    say("The text is selected: copy it with Control C, or Command C.");
  }
}

function saved(text, name, say) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/yaml" }));
  const anchor = make("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(address);
  say(`${name} is saved.`);
}
