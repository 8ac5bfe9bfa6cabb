// The gallery page: who is logged in, and what tells what to whom.

import { Actions } from "./actions.js";
import { Api, root } from "./api.js";
import { Collection } from "./collection.js";
import { addStyles, byId, fillSentences, settled } from "./dom.js";
import { Filters } from "./filters.js";
import { Generate } from "./generate.js";
import { Grid } from "./grid.js";
import { listen } from "./live.js";
import { setStyles } from "./looks.js";
import { Selection } from "./selection.js";
import { turnStar } from "./stars.js";
import { language, t } from "./strings.js";
import { Tabs } from "./tabs.js";
import { note, trying } from "./toast.js";
import { Viewer } from "./viewer.js";
import { enter, readAddress, welcome } from "./welcome.js";
import { Works } from "./works.js";

/** What is told of other processes comes in bursts. */
const SETTLE_MS = 700;

const address = readAddress();
document.documentElement.lang = language;
// Back out of a picture leads to where the grid was left, which the page knows better.
history.scrollRestoration = "manual";
fillSentences(document);
start();

async function start() {
  const login = async (session, token) => {
    if (token) await new Api(session).post("login", { token });
    location.assign(`${root}gallery/${encodeURIComponent(session)}`);
  };
  if (!address.session) return welcome(null, t("noSession"), login);
  const api = new Api(address.session, address.user);
  // The frame stands while one hears who is logged in.
  byId("app").hidden = false;
  try {
    await open(api, await enter(api, address.code));
  } catch (error) {
    if (!("status" in error)) throw error;
    welcome(address.session, error.message, login);
  }
  return undefined;
}

async function open(api, me) {
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
      await works.add(answer.request_ids);
    });
  const works = new Works(api, { open: (id) => viewer.open(id), reuse });
  const generate = new Generate(api, me, (answer) => {
    note([t("begun"), ...answer.notes].join(" "));
    works.add(answer.request_ids).then(() => works.reveal(), () => {});
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
    scrollTo({ top: 0, behavior: "instant" });
    return trying(() => collection.show(filter));
  });
  const offer = settled(SETTLE_MS, () => filters.offer().catch(() => {}));
  collection.addEventListener("change", () => filters.say(collection));
  byId("empty-paint").addEventListener("click", () => tabs.show("generate"));
  byId("logout").addEventListener("click", () => trying(() => leave(api)));

  present(me);
  tabs.show(address.generates ? "generate" : "gallery");
  await trying(() => collection.show(filters.chosen));
  setStyles((await api.get("styles")).styles);
  if (address.picture) viewer.open(address.picture);
  addStyles("desk.css");
  import("./desk.js").then(({ setUp }) => setUp({ api, me, collection, selection, actions, viewer, generate, works, tabs, filters }));

  const refresh = settled(SETTLE_MS, () => Promise.all([collection.refresh(), works.refresh()]).then(offer, () => {}));
  listen(api, {
    state: showState,
    missed: refresh,
    changed: refresh,
    progress: (data) => works.progress(data),
    request: (data) => works.changed(data),
    gallery: (data) => {
      collection.apply(data);
      if (data.change === "deleted") viewer.gone(data.image_id);
      offer();
    },
    album: () => collection.dispatchEvent(new Event("album")),
    bye: () => location.reload(),
    refused: () => stillIn(api),
  });
  const providers = api.get("image-providers").then((found) => generate.offer(found));
  await Promise.all([filters.offer(), works.refresh(), providers]);
}

function present(me) {
  byId("session").textContent = me.session_name || me.session_id;
  byId("who").textContent = `${me.user_id ?? ""} · ${t(`role_${me.role}`)}`;
  byId("logout").hidden = me.auth !== "token";
  document.title = `${me.session_name || me.session_id} · Scene Visualizer`;
}

function showState(live) {
  byId("live").dataset.live = String(live);
  byId("live-word").textContent = t(live ? "live" : "reconnecting");
}

/** Tell whether the login still holds; where it does not, the page begins anew and says so. */
async function stillIn(api) {
  try {
    await api.get("me");
  } catch (error) {
    if (error.status === 401) location.reload();
  }
  return true;
}

async function leave(api) {
  await api.post("logout");
  location.reload();
}
