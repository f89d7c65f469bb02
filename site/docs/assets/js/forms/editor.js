// A json-editor on the page: it checks while one types, and says the value of the file that comes of it.
import { check } from "./rules.js";
import { finish, themeOn, touch } from "./theme.js";
import { formOf, modelOf } from "./values.js";

const { JSONEditor } = globalThis;

JSONEditor.defaults.themes.portal = themeOn(JSONEditor.AbstractTheme);
JSONEditor.defaults.custom_validators.push(check);
Object.assign(JSONEditor.defaults.languages.en, {
  button_add_row_title: "Add {{0}}",
  button_delete_row_title: "Remove {{0}}",
  button_delete_row_title_short: "Remove",
  button_move_up_title: "Move up",
  button_move_down_title: "Move down",
});

const OPTIONS = {
  theme: "portal",
  iconlib: null,
  disable_theme_rules: true,
  show_errors: "always",
  disable_collapse: true,
  disable_edit_json: true,
  disable_properties: true,
  disable_array_delete_all_rows: true,
  disable_array_delete_last_row: true,
  prompt_before_delete: false,
  required_by_default: true,
  use_name_attributes: false,
  ajax: false,
};

/** Shows a form below `place`; `changed` is called with the value and the problems, at first and after every change. */
export function edit(place, name, schema, model, changed) {
  place.replaceChildren();
  const editor = new JSONEditor(place, {
    ...OPTIONS,
    schema: structuredClone(schema),
    startval: formOf(schema, model),
    form_name_root: name,
  });
  const told = () => {
    finish(place, editor.editors);
    const form = editor.getValue();
    changed(modelOf(schema, form) ?? {}, problems(editor), form);
  };
  editor.on("ready", told);
  editor.on("change", () => editor.ready && told());
  listen(place);
  return {
    /** Puts one answer into the form. */
    set: (path, value) => editor.getEditor(`${name}.${path}`)?.setValue(value),
    /** Shows or hides one field; a hidden one is emptied. */
    show: (path, shown) => show(editor.getEditor(`${name}.${path}`), shown),
    /** The field's own element. */
    input: (path) => editor.getEditor(`${name}.${path}`)?.input,
    /** Shows every problem, and leads to the first. */
    insist: () => insist(place),
    destroy: () => editor.destroy(),
  };
}

/** Every problem once. Of a value that may be given in two ways, only what is wrong with the chosen way. */
function problems(editor) {
  return editor
    .validate()
    .filter((error) => error.property !== "oneOf" && isChosen(editor, error.path))
    .map(({ path, message }) => ({ path, title: titleAt(editor, path.replace(WAY, "")), message }));
}

const WAY = /\.oneOf\[(\d)\]/g;

const isChosen = (editor, path) =>
  [...path.matchAll(WAY)].every((found) => editor.getEditor(path.slice(0, found.index).replace(WAY, ""))?.type === Number(found[1]));

/** A setting's title, after the titles of the entry of a list that it belongs to. */
function titleAt(editor, path) {
  const here = editor.getEditor(path);
  const entry = path.match(/^(.*\.\d+)\.[^.]+$/);
  return entry ? `${editor.getEditor(entry[1])?.getTitle()}: ${here?.getTitle() ?? path}` : (here?.getTitle() ?? path);
}

/** json-editor hears of finished changes only; here it hears of every letter. */
function listen(place) {
  if (place.dataset.heard) return;
  place.dataset.heard = "yes";
  place.addEventListener("input", ({ target }) => {
    if (target.matches("input:not([type=checkbox]), textarea")) target.dispatchEvent(new Event("change", { bubbles: true }));
  });
  place.addEventListener("focusout", ({ target }) => touch(target.closest(".dpf-field")));
}

function show(editor, shown) {
  if (!editor) return;
  editor.container.hidden = !shown;
  if (!shown && typeof editor.getValue() === "string" && editor.getValue()) editor.setValue("");
}

function insist(place) {
  for (const field of place.querySelectorAll(".dpf-field")) touch(field);
  const first = place.querySelector("[aria-invalid=true]");
  first?.focus();
  return Boolean(first);
}
