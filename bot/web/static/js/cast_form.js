// The form of a character: for a new one, a changed one, and one that a picture shows.

import { button, el } from "./dom.js";
import { askIn } from "./confirm.js";
import { t } from "./strings.js";

const LONGEST = { name: 40, pronouns: 30, metatype: 40, looks: 400, gear: 200, version: 40 };
const MOST_FILES = 4;

/** Ask what a character is like until `save(body)` takes it; returns what that returned, or null. */
export async function askCharacter(save, { character = null, wish = {}, isGm = false } = {}) {
  const known = { ...(character ?? {}), version: character?.current ?? "", ...wish };
  const text = (name, attributes = {}, tag = "input") => {
    const field = el(tag, { name, dir: "auto", maxlength: LONGEST[name], autocomplete: "off", ...attributes });
    field.value = known[name] ?? "";
    return field;
  };
  const fields = {
    name: text("name", { required: true, autofocus: true }),
    pronouns: text("pronouns", { placeholder: "she/her" }),
    metatype: text("metatype", { placeholder: "elf" }),
    looks: text("looks", { rows: 3, placeholder: t("looksHint") }, "textarea"),
    gear: text("gear"),
    version: text("version", { placeholder: t("versionHint"), list: "versions" }),
  };
  const versions = el("datalist", { id: "versions" }, (character?.versions ?? []).map(({ name }) => el("option", { value: name })));
  fields.version.addEventListener("change", () => {
    const chosen = character?.versions.find(({ name }) => name === fields.version.value);
    if (!chosen) return;
    fields.looks.value = chosen.looks;
    fields.gear.value = chosen.gear;
  });
  const files = el("input", { type: "file", accept: "image/*", multiple: true });
  const drop = el("input", { type: "checkbox" });
  const secret = el("input", { type: "checkbox" });
  secret.checked = Boolean(known.secret);
  const problem = el("p", { class: "problem", role: "alert" });
  const named = (key, field) => el("label", { class: "named" }, el("span", {}, t(key)), field);
  const check = (key, box) => el("label", { class: "check" }, box, el("span", {}, t(key)));
  const parts = [
    named("characterName", fields.name),
    el("div", { class: "pair" }, named("pronouns", fields.pronouns), named("metatype", fields.metatype)),
    named("looks", fields.looks),
    named("gear", fields.gear),
    character ? named("characterVersion", fields.version) : null,
    versions,
    named("portraits", files),
    character ? check("dropPortraits", drop) : null,
    isGm ? check("secretCharacter", secret) : null,
    problem,
  ];
  for (;;) {
    const yes = button(t("saveCharacter"), { class: "primary", value: "yes", type: "submit" });
    if ((await askIn(parts, yes)) !== "yes") return null;
    const body = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value.trim()]));
    if (!character) delete body.version;
    else if (body.version) body.current = body.version;
    if (character) body.drop_references = drop.checked;
    if (isGm) body.secret = secret.checked;
    if (wish.image_id) body.image_id = wish.image_id;
    try {
      body.references = await Promise.all([...files.files].slice(0, MOST_FILES).map(asBase64));
      return await save(body);
    } catch (error) {
      if (!("status" in error)) throw error;
      problem.textContent = error.message;
    }
  }
}

function asBase64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result.split(",")[1] ?? ""));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}
