/* Runs before anything is painted: light or dark as the reader chose earlier, in the same place as the portal keeps it. */
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("st-has-js");
  const key = new URL("../../", document.currentScript.src).pathname + ".__palette";
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(key)) || null;
    } catch {
      return null;
    }
  };
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => {
    const kept = read();
    return kept && kept.color ? kept.color.scheme === "slate" : system.matches;
  };
  const apply = () => {
    root.dataset.theme = isDark() ? "dark" : "light";
    for (const button of document.querySelectorAll("[data-theme-switch]")) {
      button.hidden = false;
      button.setAttribute("aria-label", isDark() ? "Switch to light mode" : "Switch to dark mode");
    }
  };
  apply();
  system.addEventListener("change", apply);
  addEventListener("storage", apply);
  document.addEventListener("DOMContentLoaded", () => {
    apply();
    for (const button of document.querySelectorAll("[data-theme-switch]")) {
      button.addEventListener("click", () => {
        const dark = !isDark();
        const color = { media: dark ? "(prefers-color-scheme: dark)" : "(prefers-color-scheme: light)", scheme: dark ? "slate" : "default", primary: "custom", accent: "custom" };
        try {
          localStorage.setItem(key, JSON.stringify({ index: dark ? 1 : 0, color }));
        } catch {
          // No storage: the choice lasts as long as the page.
        }
        root.dataset.theme = dark ? "dark" : "light";
        button.setAttribute("aria-label", dark ? "Switch to light mode" : "Switch to dark mode");
      });
    }
  });
})();
