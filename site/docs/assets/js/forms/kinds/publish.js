// Ask for a version to go live: one line of published.yaml.
import { inText } from "../recipe.js";
import { command, word } from "../shell.js";
import { fileText, withItem, withValue } from "../yaml.js";
import { owner } from "./new-version.js";

export const branch = (answers) => ["publish", owner(answers).replace("/", "-"), answers.part, answers.version, answers.target].join("-");
export const title = (answers) => `Publish ${answers.part} ${answers.version ?? ""} of ${owner(answers)} to ${answers.target}`;

const appOf = (answers, partner) => partner?.apps?.find((app) => app.id === answers.app);

const needsCustomer = (answers, partner) => {
  const app = appOf(answers, partner);
  return answers.part === "configuration" && answers.target === "production" && (!app || app.kind === "custom");
};

export function react(answers, form, editor, { partner }) {
  editor.show("app", answers.part !== "profile");
  editor.showGroup("activation", needsCustomer(answers, partner));
}

export const problems = (answers) =>
  answers.part !== "profile" && !answers.app ? [{ path: "app", title: "App", message: "is needed" }] : [];

/** The whole file where it is known, else the lines that have to be in it. */
export function files(answers, { data, partner }) {
  const recipe = data.recipes[answers.part === "profile" ? "partner" : "app"];
  const path = inText(recipe.path, answers);
  const known = partner?.texts?.[path];
  const activation = needsCustomer(answers, partner) ? answers.activation : undefined;
  const lines = { [answers.part]: { [answers.target]: answers.version || "…" }, ...(activation ? { activations: [activation] } : {}) };
  if (known === undefined) return [{ path, schema: "", value: lines, isPart: true, maybeNew: fileText(recipe.schema, lines) }];
  let text = withValue(known, [answers.part, answers.target], answers.version || "…");
  if (activation) text = withItem(text, "activations", activation);
  return [{ path, text, isEdit: true }];
}

export function commandOf(answers, { partner }) {
  const activation = (needsCustomer(answers, partner) && answers.activation) || {};
  return command(["devportal", "publish", owner(answers) || "PARTNER/APP", answers.part, answers.version ?? "VERSION"], {
    to: answers.target,
    customer: activation.customer,
    tenant: activation.tenant,
    "confirmed-by": activation.confirmed_by,
    "confirmed-on": activation.confirmed_on,
    sandbox: activation.sandbox,
  });
}

/** Whose approval it needs and by when; what is still missing, where that is known. */
export function notes(answers, { data, partner }) {
  const found = [data.approvals[answers.part][answers.target]];
  const key = [answers.part, answers.version, answers.target].join("/");
  const missing = (answers.part === "profile" ? partner?.missing : appOf(answers, partner)?.missing)?.[key];
  if (missing?.length) found.push({ title: "Still missing, so the request would be refused:", items: missing });
  else if (missing) found.push("Nothing is missing for this.");
  else if (!partner) found.push(data.texts.unknown);
  return found;
}

export const checkCommand = (answers) => `devportal check --actor ${word("YOUR-GITHUB-NAME")}`;
