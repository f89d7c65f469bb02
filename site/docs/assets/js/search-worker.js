/* The theme's search worker, with the indexes of the partners that the reader may see beside the documents' own. */
const asked = new URL(location).searchParams;
const base = asked.get("base");
const here = asked.get("partner");
let complete = false;

const read = async (path) => {
  const answer = await fetch(base + path, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  return answer.ok ? answer.json() : null;
};

const mine = async () => {
  const me = await read("me.json").catch(() => null);
  const partners = new Set((me?.partners || []).map((one) => one.id));
  if (here) partners.add(here);
  const paths = [...partners].map((id) => `partners/${id}/search.json`);
  if (me?.staff) paths.push("staff/search.json");
  const found = await Promise.all(paths.map((path) => read(path).catch(() => null)));
  // Staff find a partner in the partner's own index and in theirs: once is enough.
  const seen = new Map();
  for (const index of found) for (const one of index?.docs || []) if (!seen.has(one.location)) seen.set(one.location, one);
  return [...seen.values()];
};

addEventListener("message", async (event) => {
  if (event.data.type !== 0 || complete) return;
  event.stopImmediatePropagation();
  const more = await mine();
  complete = true;
  const data = { ...event.data.data, docs: [...event.data.data.docs, ...more] };
  dispatchEvent(new MessageEvent("message", { data: { ...event.data, data } }));
});
const theme = asked.get("theme");
if (theme.startsWith(`${base}assets/javascripts/workers/`)) importScripts(theme);
