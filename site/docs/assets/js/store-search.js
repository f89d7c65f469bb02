/* Search and filters on the store's front page. What is chosen stands in the address, so that it can be shared, and the
   back button works. Without this script the same choices lead to plain pages. */
(() => {
  "use strict";
  const store = document.querySelector("[data-store]");
  if (!store || !globalThis.StoreEngine) return;
  const at = (name) => store.querySelector(`[data-${name}]`);
  const input = document.getElementById("q");
  const form = input.form;
  const filters = at("filters"), results = at("results"), landing = at("landing"), tiles = at("tiles");
  const more = at("more"), chips = at("chips"), sort = at("sort"), said = at("said"), heading = at("count");
  const opener = at("filter-open"), closer = at("filter-close"), clear = at("clear");
  const index = store.dataset.index, home = form.getAttribute("action");
  const PAGE = 24;
  const engine = new StoreEngine.Engine(async (name) => {
    const answer = await fetch(index + name);
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.json();
  });
  const facets = new Map();
  let shown = PAGE, turn = 0, waiting = 0;

  /* The plain links become boxes to tick. */
  for (const group of filters.querySelectorAll("[data-facet]")) {
    const name = group.dataset.facet;
    const boxes = new Map();
    for (const item of group.querySelectorAll("[data-choice]")) {
      const old = item.firstElementChild;
      const label = document.createElement("label");
      const box = document.createElement("input");
      box.type = "checkbox";
      box.name = name;
      box.value = item.dataset.choice;
      label.append(box, ...old.childNodes);
      old.replaceWith(label);
      const count = label.querySelector(".st-count");
      const title = [...label.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join("").trim();
      boxes.set(box.value, { box, count, title, all: count.textContent, item });
    }
    facets.set(name, boxes);
  }

  function fromAddress() {
    const given = new URLSearchParams(location.search);
    const chosen = {};
    for (const [name, boxes] of facets) chosen[name] = given.getAll(name).filter((one) => boxes.has(one));
    const kind = given.get("sort") || "";
    return {
      text: (given.get("q") || "").slice(0, 100),
      chosen,
      sort: [...sort.options].some((one) => one.value === kind) ? kind : "",
    };
  }

  function fromPage() {
    const chosen = {};
    for (const [name, boxes] of facets) chosen[name] = [...boxes].filter(([, one]) => one.box.checked).map(([value]) => value);
    return { text: input.value.trim(), chosen, sort: sort.value };
  }

  function toPage(state) {
    if (input.value.trim() !== state.text) input.value = state.text;
    for (const [name, boxes] of facets) for (const [value, one] of boxes) one.box.checked = state.chosen[name].includes(value);
    sort.value = state.sort;
  }

  function toAddress(state) {
    const given = new URLSearchParams();
    if (state.text) given.set("q", state.text);
    for (const [name, values] of Object.entries(state.chosen)) for (const value of values) given.append(name, value);
    if (state.sort) given.set("sort", state.sort);
    const text = given.toString();
    return text ? `${location.pathname}?${text}` : location.pathname;
  }

  function isEmpty(state) {
    return !state.text && !state.sort && Object.values(state.chosen).every((values) => !values.length);
  }

  async function show(state) {
    const mine = (turn += 1);
    const empty = isEmpty(state);
    const number = Object.values(state.chosen).flat().length;
    store.querySelector("[data-filter-count]").textContent = number ? ` (${number})` : "";
    clear.hidden = empty;
    if (empty) {
      results.hidden = true;
      landing.hidden = false;
      said.textContent = "";
      for (const boxes of facets.values()) for (const one of boxes.values()) put(one, one.all);
      return;
    }
    try {
      const found = await engine.search(state);
      const wanted = found.apps.slice(0, shown);
      const made = await engine.tiles(wanted);
      if (mine !== turn) return;
      draw(state, found, made);
    } catch (error) {
      if (mine !== turn) return;
      results.hidden = false;
      landing.hidden = true;
      tiles.replaceChildren();
      heading.textContent = said.textContent = "The search cannot be reached. Check your connection and try again.";
    }
  }

  function draw(state, found, made) {
    const count = found.apps.length;
    const number = count === 1 ? "1 app" : `${count.toLocaleString("en")} apps`;
    let text = state.text ? `${number} for “${state.text}”` : number;
    if (found.short) text = count ? `${number}. Type one letter more` : "Type one letter more";
    else if (!count) text = `No app found${state.text ? ` for “${state.text}”` : ""}`;
    heading.textContent = said.textContent = text;
    tiles.replaceChildren(...made.map(tile));
    results.classList.toggle("st-results--none", !count);
    more.hidden = count <= made.length;
    results.hidden = false;
    landing.hidden = true;
    chips.replaceChildren(...chosenChips(state));
    for (const [name, boxes] of facets) {
      let place = 0;
      for (const one of boxes.values()) {
        put(one, String((found.counts[name] || [])[place] || 0));
        place += 1;
      }
    }
  }

  function put(one, text) {
    one.count.textContent = text;
    one.item.classList.toggle("st-none", text === "0" && !one.box.checked);
  }

  function chosenChips(state) {
    const found = [];
    for (const [name, values] of Object.entries(state.chosen)) {
      for (const value of values) {
        const one = facets.get(name).get(value);
        const item = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = one.title;
        button.setAttribute("aria-label", `Remove filter ${one.title}`);
        button.addEventListener("click", () => {
          one.box.checked = false;
          heading.focus();
          changed(true);
        });
        item.append(button);
        found.push(item);
      }
    }
    return found;
  }

  function element(name, kind, text) {
    const made = document.createElement(name);
    made.className = kind;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  /* The same as store/tile.html. Texts are texts: nothing of them is read as HTML. */
  function tile(one) {
    const item = element("li", "st-tile");
    const link = document.createElement("a");
    link.href = home + one.href;
    link.append(
      icon(one),
      element("span", "st-tile__name", one.title),
      element("span", "st-tile__by", one.partner),
      element("span", "st-tile__text", one.header),
    );
    const foot = element("span", "st-tile__foot");
    if (one.price) foot.append(element("span", one.free ? "st-price st-price--free" : "st-price", one.price));
    if (one.beta) foot.append(element("span", "st-badge", "Beta"));
    link.append(foot);
    item.append(link);
    return item;
  }

  function icon(one) {
    if (!one.icon) {
      const none = element("span", "st-icon st-icon--none st-icon--56", one.title.slice(0, 1).toUpperCase());
      none.setAttribute("aria-hidden", "true");
      return none;
    }
    const widths = [...new Set([96, 192, 384].map((width) => Math.min(width, one.wide)))];
    const picture = document.createElement("picture");
    const source = document.createElement("source");
    source.type = "image/webp";
    source.sizes = "56px";
    source.srcset = widths.map((width) => `${home}-/media/${one.icon}-${width}.webp ${width}w`).join(", ");
    const image = element("img", "st-icon");
    image.alt = "";
    image.width = image.height = 56;
    image.loading = "lazy";
    image.src = `${home}-/media/${one.icon}.png`;
    picture.append(source, image);
    return picture;
  }

  /* Typing changes the address in its place; a choice is a step that the back button takes back. */
  function changed(isStep) {
    const state = fromPage();
    const address = toAddress(state);
    if (address !== location.pathname + location.search) {
      if (isStep) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    }
    shown = PAGE;
    show(state);
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    const begins = isEmpty(fromAddress());
    waiting = setTimeout(() => changed(begins), 120);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    changed(true);
  });
  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.addEventListener("change", () => changed(true));
  sort.addEventListener("change", () => changed(true));
  clear.addEventListener("click", () => {
    toPage({ text: "", chosen: Object.fromEntries([...facets.keys()].map((name) => [name, []])), sort: "" });
    changed(true);
    input.focus();
  });
  more.addEventListener("click", async () => {
    const before = tiles.children.length;
    shown += PAGE;
    await show(fromPage());
    const first = tiles.children[before];
    if (first) first.querySelector("a").focus();
  });
  addEventListener("popstate", () => {
    shown = PAGE;
    const state = fromAddress();
    toPage(state);
    show(state);
  });

  /* On a phone the filters are a drawer. */
  function drawer(open) {
    store.classList.toggle("st-store--open", open);
    document.documentElement.classList.toggle("st-locked", open);
    opener.setAttribute("aria-expanded", String(open));
    for (const other of document.querySelectorAll(".st-bar, .st-hero, .st-foot, .st-store__main")) other.inert = open;
    (open ? closer : opener).focus();
  }
  opener.addEventListener("click", () => drawer(true));
  closer.addEventListener("click", () => drawer(false));
  store.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && store.classList.contains("st-store--open")) drawer(false);
  });
  matchMedia("(min-width: 60.001em)").addEventListener("change", (event) => {
    if (event.matches && store.classList.contains("st-store--open")) drawer(false);
  });

  const state = fromAddress();
  toPage(state);
  show(state);
})();
