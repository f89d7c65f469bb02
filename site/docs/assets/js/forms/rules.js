// What may be typed, and what is said when it may not: the same rules, counts and words as the registry's own check.

import { linesOf, modelOf } from "./values.js";

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
const WORD = /[\p{L}\p{N}]\S*|\S+[\p{L}\p{N}]\S*/gu;
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

/** Characters as a person counts them: an emoji of four code points is one. */
export const characters = (text) => [...segmenter.segment(text)].length;

/** Runs without a space that hold a letter or a digit. */
export const words = (text) => (text.match(WORD) ?? []).length;

const lengthProblem = (text, { least = 1, most }) => {
  const count = characters(text);
  if (most && count > most) return `has ${count} characters; at most ${most} fit`;
  return count < least ? `has ${count} characters; it needs at least ${least}` : "";
};

/** What is wrong with a text that is not empty; empty when it is right. */
export function problemOf(text, rule) {
  if (HIDDEN.test(text.replaceAll("\n", ""))) return "holds a character that nobody can see; type it anew";
  const length = lengthProblem(text, rule);
  if (length) return length;
  if (!rule.lines && text !== text.trim()) return "begins or ends with a space";
  if (!rule.lines && text.includes("\n")) return "runs over several lines";
  if (rule.words && words(text) > rule.words) return `has ${words(text)} words; at most ${rule.words} fit`;
  if (rule.pattern && !new RegExp(rule.pattern, "u").test(text)) return unlike(text, rule.meaning ?? "as it has to be");
  return rule.redirect ? redirectProblem(text) : "";
}

const OWN_DEVICE = ["localhost", "127.0.0.1", "[::1]"];

/** What is wrong with an address that a sign-in may lead to. A regular expression is taken apart by the registry's check. */
export function redirectProblem(url) {
  if (url.startsWith("^") || url.endsWith("$")) return "";
  if (/[*\\]/.test(url)) return "holds * or \\; write the whole address, or a regular expression between ^ and $";
  const [, scheme, place] = /^(https?):\/\/([^/?#]+)/i.exec(url) ?? [];
  if (!place || /[:@]$/.test(place)) return "is not a web address that begins with https://";
  const host = place.replace(/^.*@/, "").replace(/:[0-9]+$/, "").toLowerCase();
  if (scheme.toLowerCase() !== "https" && !OWN_DEVICE.includes(host)) return "does not begin with https://";
  if (place.includes("@")) return "holds a user name (@), which hides where it leads";
  return url.includes("#") ? "holds a fragment (#), which sign-in does not allow" : "";
}

function unlike(text, meaning) {
  if (!meaning.startsWith("none of ")) return `is not ${meaning}`;
  return `contains ${meaning.slice(8).split(" ").filter((one) => text.includes(one)).join(" ")}, which it may not`;
}

/** The rules of one field of a form, as json-editor asks for them: a list of problems, each with its path. */
export function check(schema, value, path) {
  const said = (message) => [{ path, property: "x-rule", message }];
  if (schema["x-optional-group"]) return groupProblems(schema, value ?? {}, path);
  // One of the two ways to give a value, tried with the value of the other way.
  if (schema["x-list"] && typeof (value ?? "") !== "string") return said("is of another kind");
  if (schema["x-list"]) return linesProblems(schema, value ?? "").flatMap(said);
  if (Array.isArray(value)) return entriesProblems(schema, value).flatMap(said);
  if (typeof value !== "string") return [];
  if (!value) return schema["x-required"] ? said("is needed") : [];
  if (!schema["x-rule"]) return [];
  const problem = problemOf(value, schema["x-rule"]);
  return problem ? said(problem) : [];
}

/** A group that may be left out: once something of it is filled in, all that it needs is needed. */
function groupProblems(schema, value, path) {
  const filled = Object.entries(schema.properties).filter(([name, field]) => modelOf(field, value[name]) !== undefined);
  const names = filled.map(([name]) => name);
  if (!names.length) return [];
  const missing = schema["x-optional-group"].filter((name) => !names.includes(name));
  return missing.map((name) => ({ path: `${path}.${name}`, property: "x-rule", message: "is needed" }));
}

function entriesProblems(schema, entries) {
  const { least = 0, most = Infinity } = schema["x-limits"] ?? {};
  if (entries.length > most) return [`has ${entries.length} entries; at most ${most} fit`];
  return entries.length < least ? [`needs at least ${least}`] : [];
}

function linesProblems(schema, value) {
  const lines = linesOf(value);
  const found = lines.map((line, at) => ({ at, problem: problemOf(line, schema["x-rule"] ?? {}) })).find((one) => one.problem);
  if (found) return [`in line ${found.at + 1}, “${lines[found.at].slice(0, 40)}” ${found.problem}`];
  const twice = lines.find((line, at) => lines.indexOf(line) !== at);
  if (twice) return [`names “${twice.slice(0, 40)}” twice`];
  return entriesProblems({ "x-limits": schema["x-list"] }, lines);
}

/** How much room is left, in words; empty where there is no limit worth telling. */
export function room(schema, value) {
  const { least = 0, most, words: mostWords } = schema["x-rule"] ?? {};
  if (schema["x-list"]) {
    const count = linesOf(value).length;
    return schema["x-list"].most ? `${count} of at most ${schema["x-list"].most} entries` : "";
  }
  if (mostWords) return left(mostWords - words(value), "word");
  if (!most || most > 400 || !isProse(schema["x-rule"])) return "";
  const count = characters(value);
  return count && count < least ? `${least - count} more needed` : left(most - count, "character");
}

/** Whether people write it in words, so that they want to know how much room there is. */
const isProse = ({ least = 1, pattern, meaning = "" }) => !pattern || least > 1 || meaning.startsWith("none of");

const left = (count, unit) =>
  count < 0 ? `${-count} ${unit}${count === -1 ? "" : "s"} too many` : `${count} ${unit}${count === 1 ? "" : "s"} left`;
