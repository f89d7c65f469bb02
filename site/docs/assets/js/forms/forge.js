// Addresses at the forge where a file is begun or edited in the browser.

/** Characters of an address that forges and browsers surely take; GitHub refuses addresses beyond some 8,000. */
export const LONGEST = 7500;

const folderOf = (path) => path.slice(0, path.lastIndexOf("/"));
const fileOf = (path) => path.slice(path.lastIndexOf("/") + 1);
const encoded = (path) => path.split("/").map(encodeURIComponent).join("/");

/** The address that begins a file with its text in it; without the text where that is too long or cannot be passed on. */
export function newFile(forge, path, text, { branch = forge.branch, owner = "" } = {}) {
  const base = `${addressOf(forge, owner)}${forge.between}/new/${encoded(branch)}/${encoded(folderOf(path))}`;
  const name = forge.kind === "gitlab" ? "file_name" : "filename";
  const short = `${base}?${name}=${encodeURIComponent(fileOf(path))}`;
  const full = `${short}&value=${encodeURIComponent(text)}`;
  return forge.kind === "gitlab" || full.length > LONGEST ? { href: short, prefilled: false } : { href: full, prefilled: true };
}

/** The address that edits a file. */
export const editFile = (forge, path, line = 1) =>
  `${forge.address}${forge.between}/edit/${encoded(forge.branch)}/${encoded(path)}#L${line}`;

function addressOf(forge, owner) {
  if (!owner) return forge.address;
  const [scheme, rest] = forge.address.split("://");
  const [host, , ...name] = rest.split("/");
  return `${scheme}://${[host, owner, ...name].join("/")}`;
}
