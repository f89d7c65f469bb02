// Create an app: four files from a template, as devportal new app makes them.
import { filled } from "../recipe.js";
import { command } from "../shell.js";

export const branch = (answers) => `new-app-${answers.id ?? ""}`;
export const title = (answers) => `Add the app ${answers.id ?? ""}`;

/** Fields that depend on others, and names that are made of others. */
export function react(answers, form, editor, { data }) {
  const template = data.recipes.templates[answers.template];
  for (const point of ["erp_sync", "quote_connector"]) editor.show(`${point}_url`, Boolean(template?.points.includes(point)));
  editor.follow("id", answers.name ?? "");
}

/** What the rules of single fields cannot see. */
export function problems(answers, { data }) {
  const template = data.recipes.templates[answers.template];
  if (!template) return [];
  const found = template.points.filter((point) => !answers[`${point}_url`]).map((point) => ({
    path: `${point}_url`,
    title: data.schema.properties[`${point}_url`].title,
    message: "is needed for this template",
  }));
  if (template.kinds.includes(answers.kind)) return found;
  const message = `is for ${template.kinds.join(" and ")} apps only`;
  return [...found, { path: "template", title: `The template ${template.name}`, message }];
}

/** The files, by the recipe that the portal's scaffold exported. */
export function files(answers, { data, partner }) {
  const template = data.recipes.templates[answers.template];
  const variants = template?.files[answers.kind];
  if (!variants) return [];
  const urls = answers.redirect_urls ?? [];
  const isLocal = (url) => data.recipes.local.some((mark) => url.includes(mark));
  const variant = !urls.length ? "none" : urls.some(isLocal) ? "local" : "anywhere";
  const contact = partner?.members?.find((member) => member.id === answers.technical_contact);
  const recipe = variants[variant][contact?.can_receive ? "able" : "unable"];
  const local_urls = urls.filter(isLocal);
  return filled(recipe, { ...answers, redirect_urls: urls.filter((url) => !isLocal(url)), local_urls });
}

export const commandOf = (answers) =>
  command(["devportal", "new", "app"], {
    partner: answers.partner,
    kind: answers.kind,
    template: answers.template,
    name: answers.name,
    id: answers.id,
    contact: answers.technical_contact,
    "redirect-url": answers.redirect_urls,
    "erp-sync-url": answers.erp_sync_url,
    "quote-connector-url": answers.quote_connector_url,
  });

/** What the reader has to know of this request. */
export function notes(answers, { data, partner }) {
  const found = [data.texts.approval];
  const template = data.recipes.templates[answers.template];
  if (template) found.push(`${template.name}: ${template.description}`);
  if (answers.kind === "custom") found.push(data.texts.custom);
  const contact = partner?.members?.find((member) => member.id === answers.technical_contact);
  if (contact && !contact.can_receive) found.push(data.texts.no_key);
  if (partner && answers.technical_contact && !contact) found.push(data.texts.no_member);
  return found;
}
