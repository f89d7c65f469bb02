// What the portal knows of the reader and their partners, when they are signed in; nothing otherwise.

const NOBODY = "You are not signed in here, so names are typed by hand and nothing is filled in for you.";

/** Whether somebody was signed in when last asked; without that nothing is asked for. See portal-me.js. */
const mayAsk = () => {
  try {
    return Boolean(localStorage.getItem("dp-signed-in"));
  } catch {
    return false;
  }
};

/** Who is signed in: their partners, and a way to ask for what is known of one. */
export async function whoIsIn(base) {
  const me = mayAsk() ? await read(new URL("me.json", base)) : null;
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
