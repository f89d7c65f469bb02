// Begin a version of a configuration, a listing or a profile: one new file, empty or a copy of another version.
import { inText } from "../recipe.js";
import { command } from "../shell.js";
import { gapsOf } from "../values.js";
import { valueOf } from "../yaml.js";

export const branch = (answers) => ["new", answers.part, answers.app ?? answers.partner, answers.version].join("-");
export const title = (answers) => `Begin ${answers.part} ${answers.version ?? ""} of ${owner(answers)}`;

export const owner = (answers) => [answers.partner, answers.part === "profile" ? "" : answers.app].filter(Boolean).join("/");

export function react(answers, form, editor) {
  editor.show("app", answers.part !== "profile");
}

export const problems = (answers) =>
  answers.part !== "profile" && !answers.app ? [{ path: "app", title: "App", message: "is needed" }] : [];

/** The second form of the page: the settings of the version. */
export const second = (answers, { data }) => data.records[answers.part] && { name: answers.part, ...data.records[answers.part] };

/** The values that a copy begins with. */
export function copied(answers, from, { partner }) {
  const text = from && partner?.texts?.[pathOf(answers, from, partner.folders)];
  return text ? { ...valueOf(text), label: "" } : { label: "" };
}

const pathOf = (answers, version, folders) => inText(folders[answers.part], { ...answers, version });

export function files(answers, { data, record }) {
  const { path, schema } = data.records[answers.part].recipe;
  return [{ path: inText(path, answers), schema, value: record ?? {} }];
}

export const commandOf = (answers, { record, from }) =>
  command(["devportal", "new", answers.part, owner(answers) || "PARTNER/APP", answers.version ?? "VERSION"], { label: record?.label, from });

export function notes(answers, { data, record }) {
  const gaps = gapsOf(data.records[answers.part].schema, record);
  const found = [data.texts.approval];
  return gaps.length ? [...found, `${data.texts.gaps} ${gaps.join(", ")}.`] : [...found, data.texts.complete];
}

/** The command makes the file; what was filled in here has to be put into it. */
export const commandNote = "The command makes the file with its label; then put the settings from above into it.";
