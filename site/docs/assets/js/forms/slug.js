// SEO-friendly names, as devportal new makes them.
const PLAIN = { ø: "o", Ø: "O", å: "a", æ: "ae", Æ: "Ae", ß: "ss", ð: "d", þ: "th", ł: "l" };

/** “Köln & Søn” gives “koln-son”; empty when nothing is left. */
export function slugOf(name) {
  const plain = [...name].map((letter) => PLAIN[letter] ?? letter).join("").normalize("NFKD");
  // eslint-disable-next-line no-control-regex
  const ascii = plain.replace(/[^\u0000-\u007f]/g, "").toLowerCase();
  const dashed = ascii.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  return dashed.slice(0, 63).replace(/^-+|-+$/g, "");
}
