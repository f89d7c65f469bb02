/*
  Who is signed in, from /me.json: {person, name, partners: [{id, name, permissions}], staff, roles}. Fills the personal
  menu, the top bar's links and the context switch. Private pages are read by signed-in people only, so they ask; public
  pages ask only after a private one was answered, so that a visitor of the App Store makes no request for nothing.
*/
(() => {
  const bar = document.querySelector(".dp-bar");
  if (!bar) return;
  const base = new URL(bar.dataset.dpBase.replace(/\/?$/, "/"), location.href);
  const address = (path) => new URL(path, base).href;
  const recall = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const keep = (key, value) => {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
    } catch {
      // Without storage the page is asked for anew each time.
    }
  };

  const link = (name, path, title) => {
    for (const one of document.querySelectorAll(`[data-dp-link=${name}]`)) {
      one.href = address(path);
      if (title) one.title = title;
      one.closest("li")?.removeAttribute("hidden");
    }
  };

  const personal = (me) => {
    const home = `people/${me.person}/`;
    const name = document.querySelector("[data-dp-name]");
    name.textContent = me.name;
    name.hidden = false;
    const face = document.querySelector("[data-dp-initials]");
    face.textContent = me.name.split(/\s+/).map((part) => part[0]).slice(0, 2).join("").toUpperCase();
    face.classList.remove("md-icon");
    if (me.staff) link("staff", "staff/");
    if (me.partners.length || !me.staff) {
      link("home", home);
      link("apps", `${home}apps/`, "Apps across all your partners");
      link("profile", `${home}profile/`);
    } else {
      link("home", "staff/");
      link("apps", "staff/partners/");
      link("partner", "staff/partners/");
    }
  };

  const context = (me) => {
    const here = document.querySelector("[data-dp-link=partner]")?.dataset.dpPartner;
    const mine = me.partners.map((one) => one.id);
    if (here && mine.includes(here)) keep("dp-partner", here);
    const chosen = [here, recall("dp-partner"), mine[0]].find((one) => one && (mine.includes(one) || one === here));
    if (chosen) {
      const known = me.partners.find((one) => one.id === chosen);
      link("partner", `partners/${chosen}/`, known?.name);
    }
    const box = document.querySelector("[data-dp-switch]");
    if (!box || me.partners.length < 2) return;
    const list = box.querySelector("ul");
    for (const one of me.partners) {
      const entry = document.createElement("a");
      entry.href = address(`partners/${one.id}/`);
      entry.textContent = one.name;
      if (one.id === here) entry.setAttribute("aria-current", "true");
      entry.addEventListener("click", () => keep("dp-partner", one.id));
      list.append(document.createElement("li"));
      list.lastChild.append(entry);
    }
    box.classList.add("is-ready");
  };

  const ask = async () => {
    const answer = await fetch(address("me.json"), { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (!answer.ok || !(answer.headers.get("Content-Type") || "").includes("json")) return keep("dp-signed-in", null);
    const me = await answer.json();
    if (!me.person) return keep("dp-signed-in", null);
    keep("dp-signed-in", "yes");
    personal(me);
    context(me);
    document.dispatchEvent(new CustomEvent("dp-me", { detail: me }));
  };
  document.querySelector("[data-dp-link=sign-out]")?.addEventListener("click", () => {
    keep("dp-signed-in", null);
    keep("dp-partner", null);
  });
  if ("dpPrivate" in bar.dataset || recall("dp-signed-in")) ask().catch(() => keep("dp-signed-in", null));
})();
