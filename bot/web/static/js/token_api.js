// Speak to the HTTP API with a token, from a page that has no cookie of ours: nothing that the browser keeps is sent along.

import { Api } from "./api.js";
import { TokenStream } from "./token_stream.js";
import { trying } from "./toast.js";

/** How long the page may take to save a file, before it is let go of. */
const HELD_MS = 60_000;

export class TokenApi extends Api {
  #token;

  constructor(session, user, token) {
    super(session, user);
    this.#token = token;
  }

  get headers() {
    return { Authorization: `Bearer ${this.#token}` };
  }

  events(query) {
    return new TokenStream(this.url("events", query), this.headers);
  }

  /** A link sends no token: its own signature lets it be followed. */
  fileUrl(image, query = {}) {
    const url = new URL(image.image_url);
    for (const [name, value] of Object.entries({ ...query, download: "1" })) url.searchParams.set(name, value);
    return url.href;
  }

  /** Save what a link leads to that sends no token, and has no signature. */
  saveInstead(event) {
    event.preventDefault();
    const { href } = event.currentTarget;
    return trying(async () => {
      const file = await (await fetch(href, { headers: this.headers })).blob();
      const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: "scenes.zip" });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), HELD_MS);
    });
  }
}
