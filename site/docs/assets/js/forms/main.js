// A guided page: one form (or two), and what comes of its answers. Nothing leaves the browser but by the reader's own click.
import { edit } from "./editor.js";
import { show } from "./panel.js";
import { slugOf } from "./slug.js";
import { whoIsIn } from "./known.js";

const KINDS = {
  "new-app": () => import("./kinds/new-app.js"),
  "new-version": () => import("./kinds/new-version.js"),
  publish: () => import("./kinds/publish.js"),
  "add-user": () => import("./kinds/add-user.js"),
  "add-yourself": () => import("./kinds/add-yourself.js"),
  register: () => import("./kinds/register.js"),
};

const root = document.querySelector("[data-dp-form]");
if (root) start(root);

async function start(root) {
  const name = root.dataset.dpForm;
  const base = new URL(root.dataset.base, location.href);
  const query = Object.fromEntries(new URLSearchParams(location.search));
  const [kind, data, known] = await Promise.all([
    KINDS[name](),
    fetch(new URL(`assets/forms/${name}.json`, base)).then((answer) => answer.json()),
    whoIsIn(base),
  ]);
  root.hidden = false;
  document.querySelector("[data-dp-form-wait]")?.remove();
  new Guide(root, { name, kind, data, known, query, base }).begin();
}

class Guide {
  constructor(root, given) {
    Object.assign(this, given, { root, answers: {}, form: {}, problems: [], followed: {} });
    this.places = Object.fromEntries(["first", "second", "from", "result", "live", "hint"].map((one) => [one, root.querySelector(`[data-dp-${one}]`)]));
    this.context = { data: this.data, partner: null, from: this.query.from, owner: "", redraw: (owner) => this.redraw(owner) };
  }

  async begin() {
    const asked = Object.fromEntries(Object.entries(this.query).filter(([key]) => key in this.data.schema.properties));
    const partners = this.known.partners;
    if (!asked.partner && partners.length === 1 && "partner" in this.data.schema.properties) asked.partner = partners[0].id;
    if ("partner" in this.data.schema.properties) this.places.hint.textContent = this.known.hint;
    await this.meet(asked.partner);
    this.editor = edit(this.places.first, this.name, this.data.schema, asked, (answers, problems, form) => this.first(answers, problems, form));
    this.suggest();
  }

  async first(answers, problems, form) {
    Object.assign(this, { answers, problems, form });
    this.kind.react?.(answers, form, this.tools(), this.context);
    await this.meet(answers.partner);
    this.seconds();
    this.draw();
  }

  /** What is known of the partner, when the reader may know it. */
  async meet(partner) {
    if (!partner || this.met === partner) return;
    this.met = partner;
    const known = await this.known.partner(partner);
    if (this.met !== partner) return; // Another one was typed in the meantime.
    this.context.partner = known;
    if (this.editor) this.suggest();
    this.drawn = "";
  }

  /** The form of the version, anew only when another kind of file or another version to copy was chosen: nothing typed is lost. */
  seconds() {
    const second = this.kind.second?.(this.answers, this.context);
    if (!second) return;
    this.offerCopies();
    const { from } = this.context;
    const copy = from ? [this.answers.partner, this.answers.app, from, Boolean(this.context.partner)] : [];
    const begun = JSON.stringify([second.name, ...copy]);
    if (this.begun === begun) return;
    this.begun = begun;
    const model = this.kind.copied(this.answers, from, this.context);
    this.recordEditor?.destroy();
    this.recordEditor = edit(this.places.second, second.name, second.schema, model, (record, problems) => {
      Object.assign(this.context, { record });
      this.recordProblems = problems;
      this.draw();
    });
  }

  offerCopies() {
    const { partner } = this.context;
    const owner = this.answers.part === "profile" ? partner : partner?.apps?.find((app) => app.id === this.answers.app);
    const versions = owner?.versions?.[this.answers.part] ?? [];
    const select = this.places.from.querySelector("select");
    const options = ["", ...versions.map((one) => one.id)];
    this.places.from.hidden = !versions.length;
    if (select.dataset.options === String(options)) return;
    select.dataset.options = String(options);
    select.replaceChildren(...options.map((id) => new Option(id ? `A copy of ${versions.find((one) => one.id === id).label}` : "Empty", id)));
    if (partner && !options.includes(this.context.from)) this.context.from = "";
    select.value = this.context.from ?? "";
    select.onchange = () => {
      this.context.from = select.value;
      this.seconds();
    };
  }

  draw() {
    const problems = [...this.problems, ...(this.kind.problems?.(this.answers, this.context) ?? []), ...(this.recordProblems ?? [])];
    const state = JSON.stringify([this.answers, this.context.record, problems, this.context.owner]);
    if (state === this.drawn) return;
    this.drawn = state;
    show(this.places.result, { kind: this.kind, answers: this.answers, context: this.context, problems }, (text) => this.say(text));
  }

  redraw(owner) {
    this.context.owner = owner;
    this.draw();
  }

  say(text) {
    this.places.live.textContent = text;
  }

  /** What the kinds of form may do with the editor. */
  tools() {
    const { editor, followed } = this;
    return {
      show: (path, shown) => editor.show(path, shown),
      showGroup: (path, shown) => editor.show(path, shown),
      follow: (path, name) => {
        const input = editor.input(path);
        if (!input || (input.value && input.value !== (followed[path] ?? ""))) return;
        const slug = slugOf(name);
        if (slug === input.value) return;
        followed[path] = slug;
        editor.set(path, slug);
      },
    };
  }

  /** Names that exist, offered while one types. */
  suggest() {
    const { partner } = this.context;
    const offers = {
      partner: this.known.partners,
      app: partner?.apps,
      technical_contact: partner?.members,
      version: this.name === "publish" ? [...(partner?.apps ?? []), partner ?? {}].flatMap((one) => Object.values(one.versions ?? {}).flat()) : [],
    };
    for (const [path, found] of Object.entries(offers)) offer(this.editor?.input(path), `dpf-known-${path}`, found ?? []);
  }
}

function offer(input, id, found) {
  if (!input || input.tagName !== "INPUT") return;
  let list = document.getElementById(id);
  if (!list) {
    list = document.createElement("datalist");
    list.id = id;
    document.body.append(list);
  }
  const names = new Map(found.map((one) => [one.id, one.name ?? one.label ?? one.id]));
  list.replaceChildren(...[...names].map(([value, label]) => Object.assign(document.createElement("option"), { value, label })));
  input.setAttribute("list", id);
}
