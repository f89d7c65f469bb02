// YAML as the registry reads it: no nulls, nothing that a YAML 1.1 reader would take for a number, a date or a yes.
import { parseDocument, stringify } from "../../vendor/yaml/yaml.js";

const STYLE = {
  version: "1.2",
  schema: "core",
  compat: "yaml-1.1",
  aliasDuplicateObjects: false,
  lineWidth: 0,
  indentSeq: true,
  flowCollectionPadding: false,
};

/** A file: the line that editors read its schema from, then the values. */
export function fileText(schema, value) {
  const head = schema ? `# yaml-language-server: $schema=${schema}\n` : "";
  return Object.keys(value ?? {}).length ? head + stringify(value, STYLE) : head;
}

/** A text with one value set, groups on the way included; comments and order of the rest stay. */
export function withValue(text, keys, value) {
  const document = parseDocument(text, { version: "1.2", schema: "core" });
  document.setIn(keys, document.createNode(value, { aliasDuplicateObjects: false }));
  return document.toString(STYLE);
}

/** A text with an entry added to the end of a list. */
export function withItem(text, key, item) {
  const document = parseDocument(text, { version: "1.2", schema: "core" });
  if (!document.has(key)) document.set(key, document.createNode([]));
  document.addIn([key], document.createNode(item));
  return document.toString(STYLE);
}

/** The plain value of a file of the registry. */
export const valueOf = (text) => parseDocument(text, { version: "1.2", schema: "core" }).toJS() ?? {};
