// <image-gallery session-id="…" visible>: a session's gallery on any page whose origin the operator has named.

const ATTRIBUTES = { sessionId: "session-id", userId: "user-id" };

export class ImageGallery extends HTMLElement {
  static observedAttributes = [...Object.values(ATTRIBUTES), "visible"];

  #token = null;
  #onClose = null;
  #shadow = this.attachShadow({ mode: "open" });
  /** Ends what is shown, once it is there; null where nothing is to be shown. */
  #shown = null;
  #due = false;
  /** How often it was begun anew: what an older turn would show is out of date. */
  #turn = 0;

  connectedCallback() {
    // What was set before this script had come is a value of the element itself, and hides the setter.
    for (const name of ["token", "sessionId", "userId", "visible", "isVisible", "onClose"]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this.#renew();
  }

  disconnectedCallback() {
    this.#renew();
  }

  attributeChangedCallback(_name, before, now) {
    if (before !== now) this.#renew();
  }

  get sessionId() {
    return this.getAttribute(ATTRIBUTES.sessionId);
  }

  set sessionId(value) {
    this.#set(ATTRIBUTES.sessionId, value);
  }

  /** Who looks, where the server believes callers; with tokens it is the token's user. */
  get userId() {
    return this.getAttribute(ATTRIBUTES.userId);
  }

  set userId(value) {
    this.#set(ATTRIBUTES.userId, value);
  }

  /** A bearer token of the session; it stands in no attribute, where everything on the page could read it. */
  set token(value) {
    this.#token = value || null;
    this.#renew();
  }

  get visible() {
    return this.hasAttribute("visible");
  }

  set visible(value) {
    this.toggleAttribute("visible", Boolean(value));
  }

  /** The same by the specification's name. */
  get isVisible() {
    return this.visible;
  }

  set isVisible(value) {
    this.visible = value;
  }

  get onClose() {
    return this.#onClose;
  }

  /** Called with every `close` event. */
  set onClose(value) {
    if (this.#onClose) this.removeEventListener("close", this.#onClose);
    this.#onClose = typeof value === "function" ? value : null;
    if (this.#onClose) this.addEventListener("close", this.#onClose);
  }

  /** Hide the gallery, and tell that it is. */
  close() {
    this.visible = false;
    this.dispatchEvent(new Event("close"));
  }

  #set(name, value) {
    if (value === null || value === undefined) this.removeAttribute(name);
    else this.setAttribute(name, value);
  }

  /** Begin anew with what is set now: once, however much is set in one go. */
  #renew() {
    if (this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      this.#turn += 1;
      this.#shown = this.#follow(this.#shown, this.#turn);
    });
  }

  /** End what is shown, once it is there, and only then show what is set by now: two at once would fill one tree. */
  async #follow(before, turn) {
    const end = await before?.catch(() => null);
    end?.();
    if (!this.isConnected || !this.visible) this.#shadow.replaceChildren();
    else if (turn === this.#turn) return this.#show(turn);
    return null;
  }

  async #show(turn) {
    // Each element has modules of its own, and with them a session, a language and a place of its own.
    const { start } = await import("./embedded.js");
    // What was set meanwhile, such as the token, has its own turn.
    if (turn !== this.#turn) return null;
    const retry = (session, token) => {
      this.sessionId = session;
      this.token = token;
    };
    this.#shadow.adoptedStyleSheets = [];
    return start(this.#shadow, { session: this.sessionId, user: this.userId, token: this.#token, close: () => this.close(), retry });
  }
}

customElements.define("image-gallery", ImageGallery);
