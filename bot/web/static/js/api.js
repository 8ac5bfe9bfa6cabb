// Speak to the HTTP API of one session: cookies for who is logged in, `user_id` where callers are believed.

import { t } from "./strings.js";

/** The address below which the server is reached: this script has come from there. */
export const root = new URL("../..", import.meta.url).href;

/** Say why an answer is none; the message is a sentence for people. */
export class ApiError extends Error {
  constructor(message, { status = 0, code = "", field = "", rephrase = "" } = {}) {
    super(message);
    Object.assign(this, { status, code, field, rephrase });
  }
}

export class Api {
  #base;

  constructor(session, user = null) {
    this.session = session;
    this.user = user;
    this.#base = `${root}api/session/${encodeURIComponent(session)}`;
  }

  /** Return the address of something in this session; what is empty in the query is left out. */
  url(path, query = {}) {
    const given = Object.entries({ ...query, user_id: this.user }).filter(([, value]) => value);
    const tail = new URLSearchParams(given).toString();
    return `${this.#base}/${path}${tail ? `?${tail}` : ""}`;
  }

  /** Return the address at which a picture's file can be saved. */
  fileUrl(image, query = {}) {
    return this.url(`image/${image.id}/picture`, { ...query, download: "1" });
  }

  /** Return what tells of what happens. */
  events(query) {
    return new EventSource(this.url("events", query));
  }

  /** The header is one that another site's page cannot send along with the cookie. */
  get headers() {
    return { "X-Requested-With": "scenes" };
  }

  get(path, query) {
    return this.#ask(this.url(path, query), {});
  }

  post(path, body = {}, headers = {}) {
    return this.#send("POST", path, body, headers);
  }

  put(path, body) {
    return this.#send("PUT", path, body);
  }

  delete(path) {
    return this.#ask(this.url(path), { method: "DELETE" });
  }

  /** Send a file as it is. */
  send(path, file) {
    return this.#ask(this.url(path), { method: "POST", body: file, headers: { "Content-Type": "application/octet-stream" } });
  }

  /** Save a picture's file under the name that the server gives it. */
  save(image) {
    const link = document.createElement("a");
    link.href = this.fileUrl(image);
    link.download = "";
    link.click();
  }

  #send(method, path, body, headers = {}) {
    const whole = this.user ? { user_id: this.user, ...body } : body;
    return this.#ask(`${this.#base}/${path}`, {
      method,
      body: JSON.stringify(whole),
      headers: { "Content-Type": "application/json", ...headers },
    });
  }

  async #ask(url, { headers = {}, ...rest }) {
    let response;
    try {
      response = await fetch(url, { ...rest, headers: { ...this.headers, ...headers } });
    } catch {
      throw new ApiError(t("offline"));
    }
    const answer = await response.json().catch(() => null);
    if (response.ok && answer) return answer;
    const { status } = response;
    throw new ApiError(answer?.error ?? t("badAnswer", { status }), { ...answer, status });
  }
}

/** Return a key under which a repeated request counts once. */
export function onceKey() {
  // Not randomUUID: a page that comes over plain HTTP from another machine has none.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
