/*
  Who is signed in searches their own pages too. The theme's search worker is started through ours, which adds what the
  reader may see: each partner has an index of its own below its private address. A visitor searches the documents.
*/
(() => {
  const bar = document.querySelector(".dp-bar");
  const settings = document.getElementById("__config");
  if (!bar || !settings) return;
  let known = null;
  try {
    known = localStorage.getItem("dp-signed-in");
  } catch {
    // Without storage only private pages know that somebody is signed in.
  }
  if (!("dpPrivate" in bar.dataset) && !known) return;
  const config = JSON.parse(settings.textContent);
  const base = new URL(config.base.replace(/\/?$/, "/"), location);
  const worker = new URL("assets/js/search-worker.js", base);
  worker.searchParams.set("theme", new URL(config.search, location).pathname);
  worker.searchParams.set("base", base.pathname);
  worker.searchParams.set("partner", document.querySelector("[data-dp-partner]")?.dataset.dpPartner || "");
  config.search = worker.href;
  settings.textContent = JSON.stringify(config);
  const field = document.querySelector("[data-md-component=search-query]");
  if (field) {
    field.placeholder = "Search the docs and your pages";
    field.setAttribute("aria-label", field.placeholder);
  }
})();
