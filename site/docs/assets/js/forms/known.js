// What the portal knows of the reader and their partners, when they are signed in; nothing otherwise.

const NOBODY = "You are not signed in here, so names are typed by hand and nothing is filled in for you.";

/** Who is signed in: their partners, and a way to ask for what is known of one. */
export async function whoIsIn(base) {
  const me = await read(new URL("me.json", base));
  const partners = (me?.partners ?? []).map(({ id, name }) => ({ id, name }));
  return {
    partners,
    hint: me ? "Names of your partners are offered while you type." : NOBODY,
    partner: (id) => (/^[a-z0-9-]+$/.test(id) && me ? read(new URL(`partners/${id}/forms.json`, base)) : null),
  };
}

async function read(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    return answer.ok && !answer.redirected ? await answer.json() : null;
  } catch {
    return null;
  }
}
