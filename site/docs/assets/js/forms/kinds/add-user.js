// Give a person permissions in a partner: some lines of members.yaml.
import { inText } from "../recipe.js";
import { command } from "../shell.js";
import { withValue } from "../yaml.js";

export const branch = (answers) => ["member", answers.partner, answers.person].join("-");
export const title = (answers) => `Add ${answers.person ?? ""} to ${answers.partner ?? ""}`;

const memberOf = ({ roles, permissions }) => ({ ...(roles ? { roles } : {}), ...(permissions ? { permissions } : {}) });

export const problems = (answers, { partner }) => {
  if (!answers.roles && !answers.permissions) return [{ path: "roles", title: "Roles", message: "or permissions are needed" }];
  const is_there = partner?.members?.some((member) => member.id === answers.person);
  return is_there ? [{ path: "person", title: "Person", message: "is a user of the partner already; change their roles on the Users page" }] : [];
};

export function files(answers, { data, partner }) {
  const path = inText(data.recipe.path, answers);
  const known = partner?.texts?.[path];
  const member = memberOf(answers);
  if (known === undefined) return [{ path, schema: "", value: { members: { [answers.person || "…"]: member } }, isPart: true }];
  return [{ path, text: withValue(known, ["members", answers.person || "…"], member), isEdit: true }];
}

export const commandOf = (answers) =>
  command(["devportal", "new", "member", answers.partner ?? "PARTNER", answers.person ?? "PERSON"], { role: answers.roles });

export const commandNote = "The command knows roles; single permissions are typed into members.yaml.";

export function notes(answers, { data }) {
  const granted = new Set([...(answers.roles ?? []).flatMap((role) => data.roles[role]), ...(answers.permissions ?? [])]);
  const may = [...granted].map((one) => data.permissions[one]).join(", ");
  return [data.texts.approval, may ? `They will be able to: ${may}.` : "", data.texts.own_file].filter(Boolean);
}
