/* An address such as page/#__tabbed_1_2 opens that tab. */
(() => {
  const target = document.getElementById(location.hash.slice(1));
  if (target && target.name) target.checked = target.name.startsWith("__tabbed_");
})();
