// Names of the cast, completed behind an @ in a text field: arrow keys choose, Enter or Tab takes one, Escape none.

import { el } from "./dom.js";
import { count, t } from "./strings.js";

const MOST = 8;
const BEGUN = /(?<![\w<@./])@"?([^"@\n]{0,40})$/;

/** Complete names in a field; `known()` returns the characters, each with `name` and `mention`. */
export function completeMentions(field, known) {
  const list = el("ul", { id: "mentions", role: "listbox", "aria-label": t("mentionList"), hidden: true });
  const said = el("p", { class: "heard", role: "status" });
  const around = el("div", { class: "completed" });
  field.before(around);
  around.append(field, list, said);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  let chosen = 0;
  let offered = [];

  const close = () => {
    offered = [];
    list.hidden = true;
    field.removeAttribute("aria-activedescendant");
  };

  const choose = (number) => {
    chosen = (number + offered.length) % offered.length;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    list.children[chosen].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", list.children[chosen].id);
  };

  const take = (character) => {
    const [begun] = BEGUN.exec(field.value.slice(0, field.selectionStart)) ?? [];
    close();
    if (begun === undefined) return;
    field.setRangeText(`${character.mention} `, field.selectionStart - begun.length, field.selectionStart, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  };

  const offer = async () => {
    const [, typed] = BEGUN.exec(field.value.slice(0, field.selectionStart)) ?? [];
    if (typed === undefined) return close();
    const all = await known();
    // Meanwhile somebody has typed on.
    if (BEGUN.exec(field.value.slice(0, field.selectionStart))?.[1] !== typed) return undefined;
    const wanted = plain(typed);
    offered = all.filter(({ name }) => ` ${plain(name)}`.includes(` ${wanted}`)).slice(0, MOST);
    if (!offered.length) return close();
    list.replaceChildren(
      ...offered.map((character, at) =>
        el("li", { id: `mention-${at}`, role: "option", dir: "auto", on: { pointerdown: (event) => press(event, character) } }, character.name),
      ),
    );
    list.hidden = false;
    said.textContent = count("mentions", offered.length);
    choose(0);
    return undefined;
  };

  const press = (event, character) => {
    event.preventDefault();
    take(character);
  };

  field.addEventListener("input", offer);
  field.addEventListener("click", offer);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (!offered.length || event.ctrlKey || event.metaKey || event.altKey) return;
    const deeds = {
      ArrowDown: () => choose(chosen + 1),
      ArrowUp: () => choose(chosen - 1),
      Enter: () => take(offered[chosen]),
      Tab: () => take(offered[chosen]),
      Escape: close,
    };
    if (!(event.key in deeds)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    deeds[event.key]();
  });
}

/** Return a name as it is looked for: without case, accents and umlauts. */
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
