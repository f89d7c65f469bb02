// How json-editor's parts look: plain, labelled elements with the portal's classes, and no inline styles that a strict
// Content-Security-Policy would refuse.
import { room } from "./rules.js";

const make = (tag, className = "", text = "") => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
};

const hidden = (tag, text) => make(tag, "dp-hidden", text);

/** The theme, on top of json-editor's own base class. */
export function themeOn(AbstractTheme) {
  return class extends AbstractTheme {
    getFormInputLabel(text) {
      return make("label", "dpf-label", text);
    }
    getLabelLike(text) {
      return make("span", "dpf-label", text);
    }
    getCheckboxLabel(text) {
      const label = make("label", "dpf-check");
      label.append(make("span", "", text));
      return label;
    }
    getHeader(text, depth) {
      const header = make("div", `dpf-head dpf-head--${Math.min(depth, 3)}`);
      header.append(typeof text === "string" ? document.createTextNode(text) : text);
      return header;
    }
    getHiddenLabel(text) {
      return hidden("label", text);
    }
    getHiddenText(text) {
      return hidden("span", text);
    }
    visuallyHidden(node) {
      node?.classList.add("dp-hidden");
    }
    getOptInCheckbox(name) {
      const checkbox = make("input");
      checkbox.type = "checkbox";
      return { label: hidden("label", name), checkbox, container: make("span") };
    }
    getDescription(text) {
      return make("p", "dpf-help", text);
    }
    getFormInputField(type) {
      const input = make("input", type === "checkbox" ? "" : "dpf-input");
      input.type = type;
      return input;
    }
    getTextareaInput() {
      const area = make("textarea", "dpf-input");
      area.rows = 4;
      return area;
    }
    getSelectInput(options, multiple) {
      const select = make("select", "dpf-input");
      if (options) this.setSelectOptions(select, options);
      return select;
    }
    getButton(text, icon, title) {
      const button = make("button", "dpf-button");
      button.type = "button";
      this.setButtonText(button, text, icon, title);
      return button;
    }
    getModal() {
      const modal = make("div", "dpf-modal");
      modal.hidden = true;
      return modal;
    }
    getGridContainer() {
      return make("div", "dpf-rows");
    }
    getIndentedPanel() {
      return make("div", "dpf-panel");
    }
    getChildEditorHolder() {
      return make("div", "dpf-entry");
    }
    getErrorMessage(text) {
      return make("p", "dpf-error", text);
    }
    getFormControl(label, input, description, info, name) {
      const isBox = input.type === "checkbox";
      const field = make("div", isBox ? "dpf-field dpf-field--check" : "dpf-field");
      if (name) input.id = name;
      if (label && name) label.htmlFor = name;
      if (isBox) label?.prepend(input);
      field.append(...[label, isBox ? null : description, isBox ? null : input, isBox ? description : null].filter(Boolean));
      if (description) {
        description.id = `${input.id || name}-help`;
        input.setAttribute("aria-describedby", description.id);
      }
      return field;
    }
    getMultiCheckboxHolder(controls, label, description) {
      const set = make("fieldset", "dpf-field dpf-set");
      const legend = make("legend", "dpf-label", label?.textContent ?? "");
      const boxes = make("div", "dpf-boxes");
      boxes.append(...Object.values(controls));
      set.append(legend, ...(description ? [description] : []), boxes);
      return set;
    }
    addInputError(input, text) {
      this.#say(input, text.replace(/\.+$/, "."));
    }
    removeInputError(input) {
      this.#say(input, "");
    }
    #say(input, text) {
      const control = input.controlgroup ?? input.closest?.(".dpf-field");
      if (!control) return;
      let error = control.querySelector(":scope > .dpf-error");
      if (!error && !text) return;
      if (!error) {
        error = make("p", "dpf-error");
        error.id = `${input.id || control.querySelector("input")?.id}-error`;
        control.append(error);
      }
      if (error.textContent !== text) error.textContent = text;
      describe(control, error.id, Boolean(text));
    }
  };
}

/** Ties a field's message to what is typed into, for those who do not see it. Untouched fields are left in peace. */
function describe(control, id, isWrong) {
  const shown = isWrong && control.hasAttribute("data-touched");
  for (const input of control.querySelectorAll("input, textarea, select")) {
    const ids = (input.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one && one !== id);
    if (shown) ids.push(id);
    if (ids.length) input.setAttribute("aria-describedby", ids.join(" "));
    else input.removeAttribute("aria-describedby");
    input.toggleAttribute("aria-invalid", shown);
    if (shown) input.setAttribute("aria-invalid", "true");
  }
}

/** Marks a field as touched, so that its message shows. */
export function touch(field) {
  if (!field || field.hasAttribute("data-touched")) return;
  field.setAttribute("data-touched", "");
  const error = field.querySelector(":scope > .dpf-error");
  if (error) describe(field, error.id, Boolean(error.textContent));
}

/** Finishes what json-editor built: names of groups, marks of what is needed, counters, attributes of inputs. */
export function finish(root, editors) {
  for (const editor of Object.values(editors)) {
    if (!editor?.container?.isConnected) continue;
    if (editor.schema.type === "object" || editor.schema.type === "array") nameGroup(editor);
    if (editor.input && editor.schema.type === "string") dress(editor);
    if (editor.label && (editor.schema["x-required"] || editor.schema["x-needed-to-publish"])) mark(editor);
  }
  for (const switcher of root.querySelectorAll("select.je-switcher")) {
    const label = switcher.parentElement.querySelector(".dpf-label")?.textContent ?? "";
    switcher.setAttribute("aria-label", `${label}: in which environments`);
  }
}

function nameGroup(editor) {
  if (!editor.title || editor.container.hasAttribute("role")) return;
  if (!editor.parent) {
    editor.title.hidden = true; // the page's own heading says it
    return;
  }
  const id = `${editor.formname}-title`;
  editor.title.id = id;
  editor.container.setAttribute("role", "group");
  editor.container.setAttribute("aria-labelledby", id);
}

function mark(editor) {
  if (editor.label.querySelector(".dpf-mark")) return;
  const needed = editor.schema["x-required"];
  editor.label.append(" ", make("span", needed ? "dpf-mark" : "dpf-mark dpf-mark--later", needed ? "needed" : "needed to publish"));
  if (needed && editor.input) editor.input.setAttribute("aria-required", "true");
}

function dress(editor) {
  const { input, schema } = editor;
  if (schema["x-date"]) input.type = "date";
  input.setAttribute("autocomplete", "off");
  input.spellcheck = Boolean(schema["x-rule"]?.lines) || schema.format === "textarea";
  const field = input.closest(".dpf-field");
  if (!field || field.querySelector(".dpf-room") || !room(schema, "")) return;
  const counter = make("p", "dpf-room");
  counter.id = `${input.id}-room`;
  input.setAttribute("aria-describedby", [input.getAttribute("aria-describedby"), counter.id].filter(Boolean).join(" "));
  field.append(counter);
  const count = () => {
    counter.textContent = room(schema, input.value);
    counter.classList.toggle("dpf-room--over", counter.textContent.endsWith("too many"));
  };
  input.addEventListener("input", count);
  input.addEventListener("change", count);
  editor.jsoneditor.watch(editor.path, count);
  count();
}
