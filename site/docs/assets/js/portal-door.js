/* Leads who is signed in from /people/ to where the top bar's links lead by now: home, or what the address asks for. */
document.addEventListener("dp-me", () => {
  const link = (name) => document.querySelector(`[data-dp-link=${name}]`);
  const wanted = link({ "#apps": "apps", "#partners": "partner" }[location.hash] ?? "home");
  // Who belongs to no partner has no page of one.
  const leadsOn = new URL(wanted.href).pathname !== location.pathname;
  location.replace((leadsOn ? wanted : link("home")).href);
});
