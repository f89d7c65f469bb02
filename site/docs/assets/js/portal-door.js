/* Leads who is signed in from /people/ to their own pages; staff to theirs. */
document.addEventListener("dp-me", (event) => {
  const me = event.detail;
  const base = new URL(document.querySelector(".dp-bar").dataset.dpBase.replace(/\/?$/, "/"), location.href);
  const to = me.staff && !me.partners.length ? "staff/" : `people/${me.person}/`;
  location.replace(new URL(to, base));
});
