/* Parts of a page as tabs: arrow keys, Home and End move, the address remembers. Without scripts all parts stand there. */
(() => {
  for (const box of document.querySelectorAll("[data-dp-tabs]")) {
    const list = box.querySelector(".dp-subnav ul");
    const tabs = [...list.querySelectorAll("a")];
    const panels = tabs.map((tab) => document.getElementById(tab.hash.slice(1)));
    list.setAttribute("role", "tablist");
    list.setAttribute("aria-label", "Parts of this page");
    const show = (place, focus) => {
      tabs.forEach((tab, at) => {
        const here = at === place;
        tab.setAttribute("aria-selected", String(here));
        tab.tabIndex = here ? 0 : -1;
        panels[at].classList.toggle("is-shown", here);
        if (here && focus) tab.focus();
      });
    };
    tabs.forEach((tab, at) => {
      const panel = panels[at];
      tab.parentElement.setAttribute("role", "presentation");
      tab.setAttribute("role", "tab");
      tab.id = `${panel.id}-tab`;
      tab.setAttribute("aria-controls", panel.id);
      panel.setAttribute("role", "tabpanel");
      panel.tabIndex = 0;
      tab.addEventListener("click", (event) => {
        event.preventDefault();
        history.replaceState(null, "", tab.hash);
        show(at);
      });
    });
    list.addEventListener("keydown", (event) => {
      const at = tabs.indexOf(document.activeElement);
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
      if (at < 0 || to === undefined) return;
      event.preventDefault();
      const place = (to + tabs.length) % tabs.length;
      history.replaceState(null, "", tabs[place].hash);
      show(place, true);
    });
    const fromAddress = () => {
      const place = panels.findIndex((panel) => `#${panel.id}` === location.hash);
      show(Math.max(place, 0));
    };
    addEventListener("hashchange", fromAddress);
    fromAddress();
  }
})();
