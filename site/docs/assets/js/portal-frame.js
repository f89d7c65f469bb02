/* The frame: drawer, search, navigator with its chevrons, menus. Everything works by keyboard; choices are remembered. */
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const root = document.documentElement;

  const remember = (change) => {
    try {
      const kept = JSON.parse(localStorage.getItem("dp-navigator")) || {};
      change(kept);
      localStorage.setItem("dp-navigator", JSON.stringify(kept));
    } catch {
      // Without storage the choice lasts for this page.
    }
  };

  for (const button of all("[data-dp-more]")) {
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-expanded") !== "true";
      button.setAttribute("aria-expanded", String(open));
      remember((kept) => (kept.open = { ...kept.open, [button.dataset.dpMore]: open }));
    });
  }

  for (const button of all("[data-dp-fold]")) {
    button.addEventListener("click", () => {
      const folded = root.toggleAttribute("data-dp-folded");
      button.setAttribute("aria-expanded", String(!folded));
      remember((kept) => (kept.folded = folded));
    });
  }

  const drawer = document.getElementById("__drawer");
  const opener = document.querySelector("[data-dp-drawer]");
  const side = document.querySelector(".md-sidebar--primary");
  if (drawer && opener && side) {
    const show = (open) => {
      if (drawer.checked !== open) drawer.click();
    };
    drawer.addEventListener("change", () => {
      opener.setAttribute("aria-expanded", String(drawer.checked));
      if (drawer.checked) setTimeout(() => side.querySelector("a, button, label[tabindex]")?.focus(), 50);
    });
    opener.addEventListener("click", () => show(!drawer.checked));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && drawer.checked) {
        show(false);
        opener.focus();
      }
    });
    // Who walks out of the drawer by keyboard has left it.
    side.addEventListener("focusout", (event) => {
      if (drawer.checked && event.relatedTarget && !side.contains(event.relatedTarget)) show(false);
    });
  }

  const search = document.getElementById("__search");
  for (const button of all("[data-dp-search]")) {
    button.addEventListener("click", () => {
      if (!search.checked) search.click();
      document.querySelector("[data-md-component=search-query]")?.focus();
    });
  }

  // Material wraps the docs' tables so that they scroll; who has no pointer scrolls them by keyboard.
  addEventListener("load", () => {
    for (const box of all(".md-typeset__scrollwrap")) if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  });

  const menus = all("[data-dp-menu]");
  document.addEventListener("click", (event) => {
    for (const menu of menus) if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    for (const menu of menus) {
      if (event.key === "Escape" && menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    }
  });
  for (const menu of menus) {
    menu.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
    });
  }
})();
