// The menu of the open picture: every action that one picture is enough for.

import { button, byId } from "./dom.js";
import { t } from "./strings.js";

export function fillViewerMenu(viewer, actions) {
  const menu = byId("more-deeds");
  const show = () => {
    if (!viewer.image) return;
    const offered = actions.offered([viewer.image]).filter(({ inViewer }) => inViewer);
    menu.hidden = offered.length === 0;
    keepTo(menu.querySelector(".menu"), offered);
  };
  // What is offered on stays where it is: a finger or the focus may be upon it.
  const keepTo = (list, offered) => {
    const names = new Set(offered.map(({ name }) => name));
    for (const each of [...list.children]) if (!names.has(each.dataset.action)) each.remove();
    for (const [place, action] of offered.entries()) {
      if (list.children[place]?.dataset.action !== action.name) list.insertBefore(choice(action), list.children[place] ?? null);
    }
  };
  const choice = (action) =>
    button(t(action.label), {
      symbol: action.symbol,
      class: action.danger ? "danger" : "",
      "data-action": action.name,
      "aria-keyshortcuts": action.key?.toUpperCase(),
      on: { click: () => run(action) },
    });
  const run = (action) => {
    menu.open = false;
    // A dialog that the action opens gives the focus back to where it is now.
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    actions.run(action, [viewer.image]);
  };
  viewer.addEventListener("show", show);
  actions.addEventListener("change", show);
  viewer.dialog.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea")) return;
    const action = viewer.image && actions.ofKey(event.key, [viewer.image]);
    if (!action?.inViewer) return;
    event.preventDefault();
    run(action);
  });
  show();
}
