/* Runs before anything is painted: what the reader chose earlier holds from the first picture on, so nothing jumps. */
(() => {
  const root = document.documentElement;
  root.dataset.dpJs = "";
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem("dp-navigator")) || {};
  } catch {
    // No storage, or somebody else's text in it: the page's own state holds.
  }
  if (kept.folded) root.dataset.dpFolded = "";
  const restore = (node) => {
    for (const button of node.querySelectorAll("[data-dp-more]")) {
      const open = (kept.open || {})[button.dataset.dpMore];
      if (open !== undefined) button.setAttribute("aria-expanded", String(open));
    }
    if (kept.folded) for (const button of node.querySelectorAll("[data-dp-fold]")) button.setAttribute("aria-expanded", "false");
  };
  const watcher = new MutationObserver(() => restore(document));
  watcher.observe(root, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => {
    watcher.disconnect();
    restore(document);
  });
})();
