// Commands as a shell reads them.

/** A word, in quotes where a shell would read something else. */
export const word = (text) => (/^[A-Za-z0-9_\/.:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** A command with its options; options without a value are left out, lists are repeated. */
export const command = (words, options = {}) =>
  [...words, ...Object.entries(options).flatMap(([name, value]) => option(name, value))].map((one) => word(String(one))).join(" ");

function option(name, value) {
  if (value === undefined || value === "" || value === false) return [];
  return (Array.isArray(value) ? value : [value]).flatMap((one) => (one === true ? [`--${name}`] : [`--${name}`, one]));
}
