/* The theme opens its own search for an address with "q", so no field here has that name. */
/* Keeps what is chosen above a list in the page's address, so that a link shows the same. */
(() => {
  for (const box of document.querySelectorAll("[data-dp-address]")) {
    const form = box.querySelector("form");
    const fields = [...form.elements].filter((one) => one.name);
    const given = new URLSearchParams(location.search);
    const keep = () => {
      const chosen = new URLSearchParams(fields.filter((one) => one.value).map((one) => [one.name, one.value]));
      history.replaceState(null, "", `${location.pathname}${chosen.size ? `?${chosen}` : ""}${location.hash}`);
    };
    for (const field of fields) {
      if (given.get(field.name)) field.value = given.get(field.name);
      field.addEventListener("input", keep);
    }
    if ([...given.keys()].length) fields[0].dispatchEvent(new Event("input", { bubbles: true }));
  }
})();
