// The cast: a panel of cards, characters made of pictures, and names completed in the description.

import { askCharacter } from "./cast_form.js";
import { deCast } from "./cast_strings.de.js";
import { enCast } from "./cast_strings.en.js";
import { confirmed } from "./confirm.js";
import { button, byId, el, icon, settled } from "./dom.js";
import { completeMentions } from "./mentions.js";
import { tree } from "./page_root.js";
import { addSentences, t } from "./strings.js";
import { note, trying } from "./toast.js";

const SETTLE_MS = 300;

export function addCast({ api, me, actions, tabs, generate, collection }) {
  addSentences({ de: deCast, en: enCast });
  const mayAdd = me.role !== "observer" && !me.ended;
  const isGm = me.role === "gm";
  let characters = [];

  const cards = el("ul", { id: "characters", role: "list" });
  const nobody = el("p", { class: "faint" }, t("nobodyYet"));
  const file = el("input", { type: "file", accept: "application/json,.json", hidden: true, on: { change: () => trying(read) } });
  const tools = el(
    "div",
    { class: "row" },
    mayAdd ? button(t("addCharacter"), { symbol: "person", class: "primary", id: "add-character", on: { click: () => add() } }) : null,
    el("a", { class: "button", href: api.url("cast/file"), download: "cast.json" }, icon("down"), el("span", {}, t("castExport"))),
    mayAdd ? button(t("castImport"), { on: { click: () => file.click() } }) : null,
    file,
  );
  const panel = el("section", { id: "cast" }, el("p", { class: "faint" }, t("castHint")), tools, nobody, cards);
  tabs.add("cast", t("cast"), "person", panel, () => trying(refresh));
  collection.addEventListener("cast", settled(SETTLE_MS, () => (panel.hidden && !characters.length) || refresh().catch(() => {})));

  async function refresh() {
    characters = (await api.get("cast")).characters;
    nobody.hidden = characters.length > 0;
    const focused = tree().activeElement?.closest?.("#characters button")?.getAttribute("aria-label");
    cards.replaceChildren(...characters.map(card));
    if (focused) [...cards.querySelectorAll("button")].find((each) => each.getAttribute("aria-label") === focused)?.focus();
  }

  async function read() {
    const [chosen] = file.files;
    if (!chosen) return;
    try {
      const { added, refused } = await api.post("cast/file", JSON.parse(await chosen.text()));
      if (added.length) note(t("castImported", { names: added.join(", ") }));
      for (const sentence of refused) note(sentence, { problem: true });
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      await api.post("cast/file", {});
    } finally {
      file.value = "";
    }
    await refresh();
  }

  async function saved(asked) {
    const answer = await asked;
    if (!answer) return;
    note(t("characterSaved", { name: answer.character.name }));
    await refresh();
  }

  const add = (wish = {}) => saved(askCharacter((body) => api.post("cast", body), { wish, isGm }));
  const edit = (character) => saved(askCharacter((body) => api.put(`cast/${character.id}`, body), { character, isGm }));

  async function remove(character) {
    if (!(await confirmed(t("removeCharacterSure", character), t("removeYes")))) return;
    await api.delete(`cast/${character.id}`);
    note(t("characterRemoved", character));
    await refresh();
    byId("add-character")?.focus();
  }

  function use({ mention }) {
    const prompt = byId("prompt");
    tabs.show("generate");
    prompt.focus();
    const before = prompt.value.slice(0, prompt.selectionStart);
    const gap = before && !before.endsWith(" ") ? " " : "";
    prompt.setRangeText(`${gap}${mention} `, prompt.selectionStart, prompt.selectionEnd, "end");
    prompt.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function card(character) {
    const { name, secret, metatype, pronouns, looks, gear, versions, current, may_change: mayChange } = character;
    const shown = versions.find((version) => version.name === current) ?? versions[0];
    const picture = shown.portraits
      ? el("img", { src: api.url(`cast/${character.id}/portrait`), alt: "", loading: "lazy" })
      : icon("person");
    const others = versions.filter((version) => version !== shown).map((version) => version.name || t("firstVersion"));
    const act = (key, deed, more = {}) =>
      button(t(`${key}Short`), { "aria-label": t(`${key}Character`, { name }), ...more, on: { click: () => trying(() => deed(character)) } });
    return el(
      "li",
      {},
      el("div", { class: "portrait" }, picture),
      el("h3", { dir: "auto" }, secret ? icon("lock") : null, name, secret ? el("span", { class: "heard" }, ` ${t("secret")}`) : null),
      el("p", { class: "faint" }, [metatype, pronouns, current].filter(Boolean).join(" · ")),
      el("p", { dir: "auto" }, [looks, gear].filter(Boolean).join(", ")),
      others.length ? el("p", { class: "faint", dir: "auto" }, others.join(" · ")) : null,
      el(
        "div",
        { class: "row" },
        act("use", use),
        mayChange ? act("edit", edit) : null,
        mayChange ? act("remove", remove, { class: "danger" }) : null,
      ),
    );
  }

  actions.add({
    name: "make-character",
    label: "makeCharacter",
    symbol: "person",
    most: 1,
    may: () => mayAdd,
    run: ([image]) => {
      const looks = image.prompt.replaceAll("@", "");
      return trying(() => add({ image_id: image.id, looks: looks.length > 400 ? "" : looks, secret: image.visibility !== "public" }));
    },
  });
  completeMentions(byId("prompt"), async () => {
    if (!characters.length) await refresh().catch(() => {});
    return characters;
  });
}
