/* The store's search: fetches the files that a query needs, and finds, counts and sorts in them. The files are made by
   devportal/decide/store/search.py, which says what stands in them. */
(function (root) {
  "use strict";
  const LETTERS = { "æ": "ae", "ø": "o", "ß": "ss", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "œ": "oe" };
  const MOST_SHARDS = 6;
  const PARTLY = 0.6;
  const TOO_SHORT = "too short";

  /* The same as words() in devportal/decide/store/words.py. */
  function words(text) {
    const folded = text.toLowerCase().normalize("NFKD").replace(/\p{M}+/gu, "").replace(/[æøßđðłþœ]/g, (one) => LETTERS[one]);
    return (folded.match(/[\p{L}\p{N}]+/gu) || []).map((one) => stem([...one].slice(0, 30).join("")));
  }

  function stem(word) {
    if (word.length > 4 && word.endsWith("ies")) return word.slice(0, -3) + "y";
    if (word.length > 3 && word.endsWith("s") && !/(ss|us|is)$/.test(word)) return word.slice(0, -1);
    return word;
  }

  class Engine {
    /* load(name) gives the value of one file of the index. */
    constructor(load) {
      this.load = load;
      this.files = new Map();
    }

    file(name) {
      if (!this.files.has(name)) {
        const asked = this.load(name);
        asked.catch(() => this.files.delete(name));
        this.files.set(name, asked);
      }
      return this.files.get(name);
    }

    /* query: {text, chosen: {facet: [choice]}, sort}. Gives {apps, counts, total, short}: numbers of apps in order, and
       for each facet how many apps each choice would leave, whatever is chosen in that facet itself. A text that is too
       short to search for is left aside. */
    async search(query) {
      const index = await this.file("index.json");
      const byWords = await this.byWords(index, query.text);
      const short = byWords === TOO_SHORT;
      if (short && !chosenGroups(index, query.chosen).length) return { apps: [], counts: index.counts, short };
      const found = short || !byWords ? await this.byChoices(index, query.chosen) : byWords;
      const masks = {};
      for (const [name, choices] of Object.entries(index.groups)) {
        masks[name] = (query.chosen[name] || []).reduce((mask, one) => {
          const place = choices.indexOf(one);
          return place < 0 ? mask : mask + 2 ** place;
        }, 0);
      }
      const apps = [];
      const counts = Object.fromEntries(Object.entries(index.groups).map(([name, choices]) => [name, choices.map(() => 0)]));
      for (const [number, one] of found) {
        const missed = Object.keys(masks).filter((name) => masks[name] && !shares(one[name], masks[name]));
        if (!missed.length) apps.push([number, one]);
        if (missed.length > 1) continue;
        for (const name of missed.length ? missed : Object.keys(masks)) count(counts[name], one[name]);
      }
      const only = byWords && !short ? [] : chosenGroups(index, query.chosen);
      if (only.length === 1) counts[only[0][0]] = index.counts[only[0][0]];
      apps.sort(order(query.sort, query.text));
      return { apps: apps.map(([number]) => number), counts, short };
    }

    /* Apps that have all the words, each at least as the beginning of one of theirs; nothing when none was typed. */
    async byWords(index, text) {
      const typed = words(text || "");
      if (!typed.length) return null;
      let found = null;
      for (const word of typed.filter((one) => !index.stop.includes(one))) {
        const having = await this.having(index, word);
        if (having === null) {
          if (typed.length === 1) return TOO_SHORT;
          continue;
        }
        if (!having.size && index.stop.some((one) => one.startsWith(word))) continue;
        if (found === null) found = having;
        else for (const [number, one] of found) {
          const other = having.get(number);
          if (other) one.score += other.score;
          else found.delete(number);
        }
      }
      return found;
    }

    /* Apps that have a word beginning so. Where that leads to too many files, weak words have to be typed to their end;
       where even the strong ones are too many, a letter more is needed. */
    async having(index, word) {
      const strong = range(index.strong, word), weak = range(index.weak, word);
      if ([...word].length < 2 || strong.length > MOST_SHARDS) return null;
      const names = strong.map((number) => `s${number}.json`);
      for (const number of weak.length > MOST_SHARDS ? weak.slice(0, 1) : weak) names.push(`w${number}.json`);
      const found = new Map();
      for (const shard of await Promise.all(names.map((name) => this.file(name)))) {
        const known = [...rows(shard)];
        for (const [other, flat] of Object.entries(shard.words)) {
          if (!other.startsWith(word)) continue;
          const worth = Math.log(1 + (2 * index.count) / flat.length) * (other === word ? 1 : PARTLY);
          let place = 0;
          for (let at = 0; at < flat.length; at += 2) {
            place += flat[at];
            const [app, one] = known[place];
            const kept = found.get(app) || { ...one, score: 0 };
            kept.score = Math.max(kept.score, flat[at + 1] * worth);
            found.set(app, kept);
          }
        }
      }
      return found;
    }

    /* Apps with what is chosen in the two facets that the fewest apps have: each holds what the other's counts need.
       All apps when nothing is chosen. */
    async byChoices(index, chosen) {
      const groups = chosenGroups(index, chosen);
      if (!groups.length) return rows(await this.file("all.json"));
      const size = ([name, choices]) => choices.reduce((sum, one) => sum + index.counts[name][index.groups[name].indexOf(one)], 0);
      groups.sort((one, two) => size(one) - size(two));
      const names = groups.slice(0, 2).flatMap(([name, choices]) => choices.map((one) => `${name}-${one}.json`));
      const found = new Map();
      for (const part of await Promise.all(names.map((name) => this.file(name)))) {
        for (const [number, one] of rows(part)) found.set(number, one);
      }
      return found;
    }

    /* What the tiles of some apps show, in their order. */
    async tiles(apps) {
      const index = await this.file("index.json");
      return Promise.all(apps.map(async (number) => {
        const block = await this.file(`t${Math.floor(number / index.block)}.json`);
        return block[number % index.block];
      }));
    }
  }

  function chosenGroups(index, chosen) {
    return Object.entries(chosen)
      .map(([name, choices]) => [name, choices.filter((one) => (index.groups[name] || []).includes(one))])
      .filter(([, choices]) => choices.length);
  }

  /* Numbers of the shards that may hold words beginning so. Words are in the order of their code points. */
  function range(starts, word) {
    const first = Math.max(0, upper(starts, word) - 1);
    const last = upper(starts, word + "\u{10ffff}");
    return Array.from({ length: Math.max(0, last - first) }, (_, step) => first + step);
  }

  /* The place behind the last start that is not after the word. */
  function upper(starts, word) {
    let low = 0, high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (!after(starts[middle], word)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /* Python sorts by code points, JavaScript by halves of them: letters outside the basic plane differ. */
  function after(one, two) {
    const [left, right] = [[...one], [...two]];
    for (let place = 0; place < left.length; place += 1) {
      if (place >= right.length) return true;
      if (left[place] !== right[place]) return left[place].codePointAt(0) > right[place].codePointAt(0);
    }
    return false;
  }

  function rows(table) {
    const names = Object.keys(table).filter((name) => name !== "apps" && name !== "words");
    const found = new Map();
    let number = 0;
    table.apps.forEach((step, place) => {
      number += step;
      const one = { score: 0 };
      for (const name of names) one[name] = table[name][place];
      found.set(number, one);
    });
    return found;
  }

  /* Whether two masks share a bit. There may be more than 32 choices, so numbers are taken apart. */
  function shares(one, two) {
    while (one && two) {
      if ((one % 2 ** 30) & (two % 2 ** 30)) return true;
      one = Math.floor(one / 2 ** 30);
      two = Math.floor(two / 2 ** 30);
    }
    return false;
  }

  function count(counts, mask) {
    for (let place = 0; mask; place += 1, mask = Math.floor(mask / 2)) if (mask % 2) counts[place] += 1;
  }

  function order(sort, text) {
    const by = {
      name: () => 0,
      new: ([, one], [, two]) => two.first - one.first,
      updated: ([, one], [, two]) => two.updated - one.updated,
      price: ([, one], [, two]) => cost(one) - cost(two),
      "": ([, one], [, two]) => (text ? two.score - one.score : 0),
    };
    const first = by[sort] || by[""];
    return (one, two) => first(one, two) || one[0] - two[0];
  }

  /* An app that names no price comes last. */
  function cost(one) {
    return one.cents < 0 ? Infinity : one.cents;
  }

  root.StoreEngine = { Engine, words };
})(typeof globalThis === "undefined" ? window : globalThis);
