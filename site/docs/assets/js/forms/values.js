// From what the form holds to what the file says, and back. Nothing that was left empty is written.

const WHOLE = /^-?[0-9]{1,15}$/;

/** The lines of a list that is typed one entry a line. */
export const linesOf = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);

/** The value of a file, from the value of its form; undefined when nothing was filled in. */
export function modelOf(schema, value) {
  if (schema["x-one-or-each"]) return modelOf(chosen(schema, value), value);
  if (schema.type === "object") return groupOf(schema, value ?? {});
  if (schema["x-list"]) return some(linesOf(value ?? ""));
  if (schema.type === "array") return listOf(schema, value ?? []);
  if (schema.type === "boolean") return value === (schema["x-default"] ?? false) || value === undefined ? undefined : value;
  if (value === undefined || value === "" || value === schema["x-default"]) return undefined;
  const text = clean(value);
  if (!text.trim()) return undefined;
  return schema["x-whole"] && WHOLE.test(text) ? Number(text) : text;
}

/** Which of “the same for all” and “one for each environment” a value is. */
const chosen = (schema, value) =>
  schema.oneOf[value !== null && typeof value === "object" && !Array.isArray(value) ? 1 : 0];

const some = (list) => (list.length ? list : undefined);

/** A text as the registry keeps it: composed letters, no spaces at the ends of lines, no line breaks at its end. */
const clean = (text) => text.normalize("NFC").replaceAll("\t", "  ").replace(/[ \u00a0]+$/gm, "").replace(/\n+$/, "");

function listOf(schema, entries) {
  if (schema["x-all"] && entries.includes("all")) return "all";
  if (schema.items.type !== "object") return some(entries);
  return some(entries.map((entry) => modelOf(schema.items, entry)).filter(Boolean));
}

function groupOf(schema, value) {
  const found = {};
  for (const [name, field] of Object.entries(schema.properties)) {
    if (field["x-none"]) continue;
    const inner = value[`${name}__none`] ? [] : modelOf(field, value[name]);
    if (inner !== undefined) found[name] = inner;
  }
  if (schema["x-optional-group"] && !schema["x-optional-group"].some((name) => name in found)) return undefined;
  return Object.keys(found).length ? found : undefined;
}

/** The value of a form, from the value of a file. */
export function formOf(schema, model) {
  if (schema["x-one-or-each"]) return formOf(chosen(schema, model), model);
  if (schema.type === "object") return formOfGroup(schema, model ?? {});
  if (schema["x-list"]) return (model ?? []).join("\n");
  if (schema.type === "array") {
    if (model === "all") return ["all"];
    return (model ?? []).map((entry) => (schema.items.type === "object" ? formOf(schema.items, entry) : entry));
  }
  if (schema.type === "boolean") return model ?? schema["x-default"] ?? false;
  return model === undefined || model === null ? (schema["x-default"] ?? "") : String(model);
}

function formOfGroup(schema, model) {
  const found = {};
  for (const [name, field] of Object.entries(schema.properties)) {
    if (field["x-none"]) continue;
    found[name] = formOf(field, model[name]);
    if (`${name}__none` in schema.properties) found[`${name}__none`] = Array.isArray(model[name]) && !model[name].length;
  }
  return found;
}

/** The titles of settings that a version still lacks before it can be published. */
export function gapsOf(schema, model, above = "") {
  return Object.entries(schema.properties).flatMap(([name, field]) => {
    if (field["x-none"]) return [];
    const value = (model ?? {})[name];
    const title = above ? `${above}: ${field.title}` : field.title;
    if (field["x-needed-to-publish"]) return value === undefined ? [title] : [];
    return field.type === "object" && !field["x-optional-group"] ? gapsOf(field, value, field.title) : [];
  });
}
