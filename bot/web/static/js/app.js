// The gallery of one session for somebody who is logged in: what tells what to whom.

import { Actions } from "./actions.js";
import { Collection } from "./collection.js";
import { addStyles, byId, settled } from "./dom.js";
import { Filters } from "./filters.js";
import { Generate } from "./generate.js";
import { Grid } from "./grid.js";
import { listen } from "./live.js";
import { setStyles } from "./session_styles.js";
import { scrollToTop } from "./page_root.js";
import { Selection } from "./selection.js";
import { turnStar } from "./stars.js";
import { t } from "./strings.js";
import { Tabs } from "./tabs.js";
import { note, trying } from "./toast.js";
import { Viewer } from "./viewer.js";
import { OpenRequests } from "./open_requests.js";

/** What is told of other processes comes in bursts. */
const SETTLE_MS = 700;

/**
 * Show the gallery; `generates` and `picture` say what is to be open. `leave` logs out, `expired` is called when the login
 * has ended. Returns what ends it.
 */
export async function open(api, me, { generates = false, picture = null, leave, expired }) {
  const collection = new Collection(api);
  const selection = new Selection(collection);
  const actions = new Actions();
  const star = (id) => trying(() => turnStar(api, collection, id));
  const again = async (id) => collection.update((await api.get(`image/${id}`)).image);
  const tabs = new Tabs();
  const reuse = (wish) => {
    tabs.show("generate");
    generate.reset(wish);
    byId("prompt").focus();
  };
  const paint = (how, image) =>
    trying(async () => {
      const answer = await api.post(`image/${image.id}/${how}`);
      note(t(`${how}Begun`));
      await openRequests.add(answer.request_ids);
    });
  const openRequests = new OpenRequests(api, { open: (id) => viewer.open(id), reuse });
  const generate = new Generate(api, me, (answer) => {
    note([t("begun"), ...answer.notes].join(" "));
    openRequests.add(answer.request_ids).then(() => openRequests.reveal(), () => {});
  });
  const viewer = new Viewer(api, collection, {
    star,
    paint,
    reuse,
    closed: (id) => {
      if (!byId("gallery").hidden) grid.focus(id);
    },
  });
  const grid = new Grid(byId("grid"), collection, { open: (id) => viewer.open(id), star, again, selection, actions });
  const filters = new Filters(api, me, (filter) => {
    scrollToTop(0);
    return trying(() => collection.show(filter));
  });
  const offer = settled(SETTLE_MS, () => filters.offer().catch(() => {}));
  collection.addEventListener("change", () => filters.say(collection));
  byId("empty-paint").addEventListener("click", () => tabs.show("generate"));
  byId("logout").addEventListener("click", () => trying(leave));

  present(me);
  tabs.show(generates ? "generate" : "gallery");
  await trying(() => collection.show(filters.chosen));
  setStyles((await api.get("styles")).styles);
  if (picture) viewer.open(picture);
  addStyles("gallery_tools");
  import("./gallery_tools.js").then(({ setUp }) => setUp({ api, me, collection, selection, actions, viewer, generate, openRequests, tabs, filters }));

  const refresh = settled(SETTLE_MS, () => Promise.all([collection.refresh(), openRequests.refresh()]).then(offer, () => {}));
  const stop = listen(api, {
    state: showState,
    missed: refresh,
    changed: refresh,
    progress: (data) => openRequests.progress(data),
    request: (data) => openRequests.changed(data),
    gallery: (data) => {
      collection.apply(data);
      if (data.change === "deleted") viewer.gone(data.image_id);
      offer();
    },
    ...Object.fromEntries(["album", "cast", "recap"].map((name) => [name, () => collection.dispatchEvent(new Event(name))])),
    bye: expired,
    refused: () => stillIn(api, expired),
  });
  const providers = api.get("image-providers").then((found) => generate.offer(found));
  await Promise.all([filters.offer(), openRequests.refresh(), providers]);
  return stop;
}

function present(me) {
  byId("session").textContent = me.session_name || me.session_id;
  byId("server").textContent = me.guild_name ?? "";
  const who = `${me.user_name || me.user_id || ""} · ${t(`role_${me.role}`)}`;
  // On a narrow page there is no room for all of it.
  Object.assign(byId("who"), { textContent: who, title: who });
  byId("logout").hidden = me.auth !== "token";
}

function showState(live) {
  byId("live").dataset.live = String(live);
  byId("live-word").textContent = t(live ? "live" : "reconnecting");
}

/** Look whether the login still holds, before one tries again to hear what happens. */
async function stillIn(api, expired) {
  try {
    await api.get("me");
  } catch (error) {
    if (error.status !== 401) return true;
    expired();
    return false;
  }
  return true;
}
