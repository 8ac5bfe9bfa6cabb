// What is shown to those who are not logged in: why, and how to come in.

import { ApiError } from "./api.js";
import { byId } from "./dom.js";
import { t } from "./strings.js";

/** What the bot gives to be opened, not to be typed here. */
const LINK = /^https?:.*#code=/;

/** Return what the address says of the session and its viewer, and take the login code out of the address. */
export function readAddress() {
  const path = /\/gallery\/([^/]+)$/.exec(location.pathname);
  const hash = location.hash;
  const code = /^#code=([\w.~-]+)/.exec(hash)?.[1] ?? null;
  const picture = /^#p\/([\w-]+)/.exec(hash)?.[1] ?? null;
  // Before anything else: whoever looks over a shoulder, or at the history, finds no code.
  if (code || picture) history.replaceState(null, "", location.pathname + location.search);
  return {
    session: path ? decodeURIComponent(path[1]) : null,
    user: new URLSearchParams(location.search).get("user_id"),
    code,
    picture,
    generates: hash === "#generate",
  };
}

/**
 * Log in by the link's code, or by the cookie of an earlier visit, and return who is logged in.
 *
 * Throws an ApiError with the sentence to show where neither will do.
 */
export async function enter(api, code) {
  let refused = null;
  if (code) {
    try {
      return await api.post("login", { code });
    } catch (error) {
      if (error.status !== 401) throw error;
      // A link is good once; who came by it before still has the cookie.
      refused = new ApiError(t("linkExpired"), error);
    }
  }
  try {
    return await api.get("me");
  } catch (error) {
    if (error.status === 401) throw refused ?? new ApiError(t("notLoggedIn"), error);
    throw error;
  }
}

/** Show why nobody is logged in, and offer other ways in; `login(session, token)` tries one. */
export function welcome(session, sentence, login) {
  byId("app").hidden = true;
  byId("welcome").hidden = false;
  byId("welcome-sentence").textContent = sentence;
  const form = byId("welcome-form");
  byId("welcome-session").value = session ?? "";
  form.onsubmit = async (event) => {
    event.preventDefault();
    const token = byId("welcome-token").value.trim();
    if (LINK.test(token)) {
      byId("welcome-problem").textContent = t("linkIsNoToken");
      return;
    }
    try {
      await login(byId("welcome-session").value.trim(), token);
    } catch (error) {
      if (!("status" in error)) throw error;
      byId("welcome-problem").textContent = error.status === 401 ? t("tokenWrong") : error.message;
    }
  };
  byId("welcome-title").focus();
}
