// Register a company: the partner, its first member, and that person's own file.
import { filled } from "../recipe.js";
import { command } from "../shell.js";
import * as yourself from "./add-yourself.js";

const company = (answers) => answers.company ?? {};

export const branch = (answers) => `new-partner-${company(answers).id ?? ""}`;
export const title = (answers) => `Register ${company(answers).id ?? ""}`;

export function react(answers, form, editor) {
  editor.follow("company.id", company(answers).name ?? "");
  editor.follow("person.id", answers.person?.name ?? "");
}

export function files(answers, context) {
  const { name, id } = company(answers);
  const partner = filled(context.data.recipes.partner, { name, id, person: answers.person?.id });
  return [...yourself.files(answers, context), ...partner];
}

export function commandOf(answers) {
  const { name, id } = company(answers);
  const partner = command(["devportal", "new", "partner"], { name, administrator: answers.person?.id, id });
  return `${yourself.commandOf(answers)}\n${partner}`;
}

/** The text of the request: what the registry has no place for. */
export function requestText(answers) {
  const { name, purpose, experience } = company(answers);
  if (!purpose && !experience) return "";
  const why = { exploring: "We are exploring.", "app-idea": "We have an app idea." }[purpose] ?? "";
  return [`Registration of ${name ?? "our company"}.`, why, experience ?? ""].filter(Boolean).join("\n\n");
}

export const notes = (answers, { data }) => [data.texts.approval, data.texts.tenant, data.texts.numeric];
