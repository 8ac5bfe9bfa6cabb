// What the gallery offers beyond looking: fetched once the first pictures are there. Each module adds what it offers.

import { addAlbums } from "./albums.js";
import { addCampaignScope } from "./campaign_scope.js";
import { addCast } from "./cast.js";
import { addComparison } from "./compare.js";
import { Comparing } from "./comparing.js";
import { addCopyActions } from "./copy_actions.js";
import { deGalleryTools } from "./gallery_tools_strings.de.js";
import { enGalleryTools } from "./gallery_tools_strings.en.js";
import { addExports } from "./exports.js";
import { addKeys } from "./keys.js";
import { addPictureActions } from "./picture_actions.js";
import { addPreview } from "./previews.js";
import { addRecap } from "./recap.js";
import { References } from "./references.js";
import { addRemix } from "./remix.js";
import { addEditing } from "./editing.js";
import { SelectionBar } from "./selection_bar.js";
import { addSlideshow } from "./slideshow.js";
import { addSentences } from "./strings.js";
import { addTableActions } from "./table_actions.js";
import { fillViewerMenu } from "./viewer_menu.js";

/** `page` has `api`, `me`, `collection`, `selection`, `actions`, `viewer`, `generate`, `openRequests`, `tabs` and `filters`. */
export function setUp(page) {
  addSentences({ de: deGalleryTools, en: enGalleryTools });
  const references = new References(page.tabs, () => page.generate.changed());
  page.generate.takeFrom(references);
  page.generate.compareWith(new Comparing(page.api));
  new SelectionBar(page.selection, page.actions);
  fillViewerMenu(page.viewer, page.actions);
  addTableActions(page);
  addPictureActions(page);
  addRemix({ ...page, references });
  addComparison(page);
  addSlideshow(page);
  addCopyActions(page);
  addPreview({ ...page, references });
  addCast(page);
  const exports = addExports(page);
  addAlbums({ ...page, exportAlbum: exports.album });
  addRecap(page);
  addCampaignScope(page);
  addKeys(page);
  addEditing(page);
}
