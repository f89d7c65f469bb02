/* Copy buttons beside client IDs, commands and thumbprints. Without scripts, or without a clipboard, they are not shown. */
(() => {
  if (!navigator.clipboard) return;
  const said = document.createElement("div");
  said.setAttribute("role", "status");
  said.className = "dp-hidden";
  document.body.append(said);
  for (const button of document.querySelectorAll("[data-dp-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.dpCopy);
      button.classList.add("is-copied");
      said.textContent = `Copied: ${button.getAttribute("aria-label").replace(/^Copy /, "")}`;
      setTimeout(() => {
        button.classList.remove("is-copied");
        said.textContent = "";
      }, 2000);
    });
  }
})();
