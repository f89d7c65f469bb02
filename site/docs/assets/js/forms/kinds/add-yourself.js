// Your own file in people/.
import { inText } from "../recipe.js";
import { command } from "../shell.js";

const person = (answers) => answers.person ?? {};

export const branch = (answers) => `new-person-${person(answers).id ?? ""}`;
export const title = (answers) => `Add ${person(answers).id ?? ""}`;

export function react(answers, form, editor) {
  editor.follow("person.id", person(answers).name ?? "");
}

export function files(answers, { data }) {
  const { id, ...value } = person(answers);
  return [{ path: inText(data.recipes.person.path, { person: id }), schema: data.recipes.person.schema, value }];
}

export function commandOf(answers) {
  const { id, name, email, phone, superid = {}, github = {}, keys = [] } = person(answers);
  return command(["devportal", "new", "person"], {
    name,
    email,
    phone,
    superid: superid.user_name,
    sub: superid.sub,
    github: github.login,
    "github-id": github.id,
    key: keys.map((one) => one.key),
    id,
  });
}

export const notes = (answers, { data }) => [data.texts.approval, data.texts.numeric];
