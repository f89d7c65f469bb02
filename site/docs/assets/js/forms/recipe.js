// Fills the marks of a recipe with answers. A recipe is data from the portal's own scaffold; see decide/forms/recipes.py.

const MARK = /\{([a-z_]+)\}/;
const MARKS = /\{([a-z_]+)\}/g;

/** The files of a recipe: path, schema and value. What was not answered is left out. */
export const filled = (recipe, answers) =>
  recipe.map(({ path, schema, value }) => ({ path: inText(path, answers), schema, value: inValue(value, answers) ?? {} }));

export const inText = (text, answers) => text.replace(MARKS, (_, name) => answers[name] || "…");

function inValue(value, answers) {
  if (Array.isArray(value)) return value.flatMap((entry) => inEntry(entry, answers));
  if (value !== null && typeof value === "object") return inGroup(value, answers);
  if (typeof value !== "string" || !MARK.test(value)) return value;
  const [mark, name] = value.match(MARK);
  return mark === value ? answers[name] : inText(value, answers);
}

function inGroup(group, answers) {
  const found = {};
  for (const [name, value] of Object.entries(group)) {
    const inner = inValue(value, answers);
    if (inner !== undefined && inner !== "") found[inText(name, answers)] = inner;
  }
  return Object.keys(found).length ? found : undefined;
}

function inEntry(entry, answers) {
  if (typeof entry === "string" && MARK.test(entry)) {
    const answer = answers[entry.match(MARK)[1]];
    return Array.isArray(answer) ? answer : (inValue(entry, answers) ?? []);
  }
  return inValue(entry, answers) ?? [];
}
