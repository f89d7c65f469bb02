/* The page of an app: pictures large, and videos in their place once the reader asks for them. */
(() => {
  "use strict";
  const light = document.querySelector("[data-light]");
  const shots = [...document.querySelectorAll("[data-shot]")];
  if (light && shots.length && light.showModal) {
    const part = (name) => light.querySelector(`[data-light-${name}]`);
    const picture = document.createElement("img");
    part("figure").prepend(picture);
    const caption = part("caption"), place = part("place");
    let here = 0;
    const show = (number) => {
      here = (number + shots.length) % shots.length;
      const link = shots[here];
      picture.src = link.href;
      picture.alt = link.querySelector("img").alt;
      caption.textContent = link.dataset.caption;
      place.textContent = `${here + 1} of ${shots.length}`;
    };
    shots.forEach((link, number) => {
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        show(number);
        light.showModal();
      });
    });
    part("back").addEventListener("click", () => show(here - 1));
    part("next").addEventListener("click", () => show(here + 1));
    part("close").addEventListener("click", () => light.close());
    light.addEventListener("keydown", (event) => {
      const steps = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: shots.length - 1 };
      if (!(event.key in steps)) return;
      event.preventDefault();
      show(steps[event.key]);
    });
    light.addEventListener("click", (event) => {
      if (event.target === light) light.close();
    });
    light.addEventListener("close", () => shots[here].focus());
    for (const button of [part("back"), part("next")]) button.hidden = shots.length < 2;
  }

  for (const item of document.querySelectorAll("[data-video]")) {
    const link = item.querySelector("a");
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const frame = document.createElement("iframe");
      frame.src = item.dataset.video;
      frame.title = link.textContent.trim();
      frame.allow = "autoplay; fullscreen; picture-in-picture";
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      frame.width = "560";
      frame.height = "315";
      link.replaceWith(frame);
      frame.focus();
    });
  }
})();
