// The gallery page: who is logged in.

import { Api, root } from "./api.js";
import { open } from "./app.js";
import { byId, fillSentences } from "./dom.js";
import { language, t } from "./strings.js";
import { enter, readAddress, welcome } from "./welcome.js";

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
  const leave = async () => {
    await api.post("logout");
    location.reload();
  };
  // The frame stands while one hears who is logged in.
  byId("app").hidden = false;
  try {
    const me = await enter(api, address.code);
    // Which of several open in tabs it is: channels of several servers often have the same name.
    document.title = [me.session_name || me.session_id, me.guild_name, "Scene Visualizer"].filter(Boolean).join(" · ");
    await open(api, me, { ...address, leave, expired: () => location.reload() });
  } catch (error) {
    if (!("status" in error)) throw error;
    welcome(address.session, error.message, login);
  }
  return undefined;
}
