// What makes the gallery a place to work, fetched when the first pictures are there. Each module adds what it offers.

import { SelectionBar } from "./selection_bar.js";
import { addTableActions } from "./table_actions.js";
import { fillViewerMenu } from "./viewer_menu.js";

/** `page` has `api`, `me`, `collection`, `selection`, `actions`, `viewer`, `generate`, `tabs` and `filters`. */
export function setUp(page) {
  new SelectionBar(page.selection, page.actions);
  fillViewerMenu(page.viewer, page.actions);
  addTableActions(page);
}
