// The gallery within an element of another's page: the same modules, in a tree of its own.

import { Api, root } from "./api.js";
import { open } from "./app.js";
import { addStyles, byId, fillSentences } from "./dom.js";
import { embedIn, standApart } from "./page_root.js";
import { language, t } from "./strings.js";
import { TokenApi } from "./token_api.js";
import { enter, welcome } from "./welcome.js";

/**
 * Show a session's gallery in a shadow tree. With a `token` it is asked with that, else with the login of our own page, where
 * the page is of our origin. `close` is called by who wants to leave; `retry(session, token)` by who logs in here.
 * Returns what ends it.
 */
export async function start(shadow, { session, user, token, close, retry }) {
  const frame = document.createElement("div");
  const ground = document.createElement("div");
  Object.assign(frame, { id: "frame" });
  Object.assign(ground, { id: "ground", lang: language });
  ground.append(frame);
  embedIn(shadow, frame);
  const [markup] = await Promise.all([fetchMarkup(), addStyles("base")]);
  frame.append(...markup.querySelectorAll("#app, #welcome"));
  ground.append(...markup.body.children);
  shadow.replaceChildren(ground);
  fillSentences(shadow);
  byId("leave").hidden = false;
  byId("leave").addEventListener("click", close);
  if (!session) return refuse(null, t("noSession"), retry);
  // No cookie is sent from another origin, so nobody would be logged in.
  const isElsewhere = new URL(root).origin !== location.origin;
  if (!token && !user && isElsewhere) return refuse(session, t("tokenNeededHere"), retry);
  const api = token ? new TokenApi(session, user, token) : new Api(session, user);
  byId("app").hidden = false;
  const expired = () => welcome(session, t(isElsewhere ? "tokenNeededHere" : "notLoggedIn"), retry);
  try {
    const me = await enter(api, null);
    const stop = await open(api, { ...me, auth: token ? "given" : me.auth }, { leave: () => api.post("logout").then(expired), expired });
    return () => {
      stop();
      standApart();
    };
  } catch (error) {
    if (!("status" in error)) throw error;
    // Whoever has typed a token must hear that it was the wrong one.
    return refuse(session, token && error.status === 401 ? t("tokenWrong") : error.message, retry);
  }
}

function refuse(session, sentence, retry) {
  welcome(session, sentence, async (wanted, token) => retry(wanted, token));
  return () => {};
}

async function fetchMarkup() {
  const answer = await fetch(new URL("image-gallery.html", import.meta.url));
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}
