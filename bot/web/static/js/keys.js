// The keys: `?` shows them, `/` goes to the search.

import { button, byId, el } from "./dom.js";
import { ground, listen } from "./page_root.js";
import { t } from "./strings.js";

/** What is there beside the actions, by where it is: keys, and the sentence about them. */
const FIXED = {
  keysEverywhere: [["?", "keyHelp"], ["/", "keySearch"]],
  keysGrid: [["← → ↑ ↓", "keyMove"], ["Enter", "open"], ["Space", "keySelect"], ["Shift", "keyReach"], ["Ctrl A", "selectAll"], ["Esc", "selectNone"], ["F", "star"]],
  keysViewer: [["← →", "keyTurn"], ["+ − 0", "keyZoom"], ["F", "star"], ["I", "details"], ["Esc", "close"]],
  keysForm: [["Ctrl Enter", "paint"]],
};

export function addKeys({ actions, tabs }) {
  const show = () => {
    const close = button(t("close"), { symbol: "close", heard: true, class: "round", autofocus: true, on: { click: () => dialog.close() } });
    const own = actions.all.filter(({ key }) => key).map(({ key, label }) => [key.length === 1 ? key.toUpperCase() : key, label]);
    const lists = Object.entries({ ...FIXED, keysPictures: own }).map(([title, keys]) =>
      el("section", {}, el("h3", {}, t(title)), el("dl", {}, keys.map(([key, label]) => el("div", {}, el("dt", {}, el("kbd", {}, key)), el("dd", {}, t(label)))))),
    );
    const dialog = el("dialog", { id: "keys", "aria-labelledby": "keys-title" });
    dialog.append(el("header", {}, el("h2", { id: "keys-title" }, t("keysTitle")), close), el("div", { class: "lists" }, lists), version());
    dialog.addEventListener("close", () => dialog.remove());
    ground().append(dialog);
    dialog.showModal();
  };

  const version = () => el("p", { class: "faint" }, `Scene Visualizer ${byId("show-keys").dataset.version}`);

  const search = () => {
    tabs.show("gallery");
    byId("search").focus();
    byId("search").select();
  };

  byId("show-keys").hidden = false;
  byId("show-keys").addEventListener("click", show);
  listen("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea")) return;
    if (event.key === "?" && !byId("keys")) {
      event.preventDefault();
      show();
    } else if (event.key === "/" && !event.target.closest("dialog")) {
      event.preventDefault();
      search();
    }
  });
}
