// What is being painted: a card for each request, from waiting to the finished picture.

import { button, byId, el, icon } from "./dom.js";
import { height, topOf } from "./page_root.js";
import { count, formatted, t } from "./strings.js";
import { trying } from "./toast.js";

const DONE = new Set(["completed", "failed", "cancelled"]);
const MOST = 24;

export class OpenRequests {
  #api;
  #doing;
  #cards = new Map();
  #asking = new Map();
  #comparisons = new Map();

  /** `doing` has `open(id)` and `reuse(request)`. */
  constructor(api, doing) {
    this.#api = api;
    this.#doing = doing;
  }

  /** Show what waits and what is painted at this moment, and how those ended that were not done before. */
  async refresh() {
    const { requests } = await this.#api.get("requests");
    for (const request of requests.reverse()) this.#put(request);
    const open = new Set(requests.map((request) => request.request_id));
    const shown = [...this.#cards.values()].map(({ request }) => request);
    const ended = shown.filter((each) => !DONE.has(each.request_status) && !open.has(each.request_id));
    await Promise.all(ended.map((each) => this.#learn(each.request_id)));
  }

  /** Show requests that were just submitted. */
  async add(ids) {
    await Promise.all(ids.map((id) => this.#learn(id)));
  }

  /** Bring the cards into the window, where they are below the form. */
  reveal() {
    const title = byId("works-title");
    if (topOf(title) > height() * 0.8) title.scrollIntoView({ block: "start" });
  }

  progress({ request_id: id, stage, fraction, preview }) {
    const card = this.#cards.get(id);
    if (!card) return this.#learn(id).catch(() => {});
    card.bar.value = fraction;
    card.stage.textContent = `${stage} · ${formatted(Math.round(fraction * 100))} %`;
    if (preview) this.#picture(card, preview);
    return undefined;
  }

  changed({ request_id: id }) {
    return this.#learn(id).catch(() => {});
  }

  /** Fetch a request. Whoever asks while an answer is on its way, which may be from before, shares the one after it. */
  #learn(id) {
    const asking = this.#asking.get(id);
    if (!asking) return this.#ask(id);
    asking.next ??= asking.answer.catch(() => {}).then(() => this.#ask(id));
    return asking.next;
  }

  #ask(id) {
    const answer = this.#api.get(`request/${id}`).then((request) => {
      this.#asking.delete(id);
      this.#put(request);
    });
    this.#asking.set(id, { answer });
    answer.catch(() => this.#asking.delete(id));
    return answer;
  }

  #put(request) {
    const id = request.request_id;
    const card = this.#cards.get(id) ?? this.#newCard(request);
    card.request = request;
    const status = request.request_status;
    card.root.dataset.status = status;
    card.bar.hidden = DONE.has(status);
    card.cancel.hidden = DONE.has(status);
    card.again.hidden = status !== "failed" && status !== "cancelled";
    card.open.hidden = status !== "completed";
    if (status !== "processing" || !card.stage.textContent) card.stage.textContent = stageOf(request);
    if (status === "completed") this.#finish(card, request);
    if (!DONE.has(status) && status !== "processing") card.bar.removeAttribute("value");
    this.#tell();
  }

  #newCard(request) {
    const id = request.request_id;
    const card = { request };
    card.picture = el("div", { class: "look", "aria-hidden": "true" }, icon("scene"));
    card.stage = el("p", { class: "stage", dir: "auto" });
    card.bar = el("progress", { max: "1", "aria-label": t("progressOf", { prompt: request.prompt }) });
    card.cancel = button(t("cancel"), { symbol: "close", on: { click: () => this.#cancel(id) } });
    card.again = button(t("reuse"), { symbol: "dice", on: { click: () => this.#doing.reuse(card.request) } });
    card.open = button(t("open"), { symbol: "eye", on: { click: () => this.#doing.open(card.request.image_id) } });
    const words = el("div", { class: "words" }, el("p", { class: "wish", dir: "auto" }, request.prompt), card.stage, card.bar);
    const deeds = el("div", { class: "row" }, card.cancel, card.again, card.open);
    const label = request.cell ? el("h4", { class: "label", dir: "auto" }, request.cell.label) : null;
    card.root = el("li", { class: "work" }, label, card.picture, words, deeds);
    if (request.cell) this.#place(card.root, request);
    else byId("works").prepend(card.root);
    this.#cards.set(id, card);
    this.#forgetOldest();
    return card;
  }

  /** Put a card of a comparison into its grid, at its place: they are learned of in any order. */
  #place(root, { cell: { batch_id: batch, number, across }, prompt }) {
    root.dataset.number = number;
    let comparison = this.#comparisons.get(batch);
    if (!comparison?.root.isConnected) {
      comparison = { cells: el("ul", { class: "cells", role: "list" }) };
      comparison.cells.style.setProperty("--across", across);
      comparison.cancel = button(t("cancelAll"), { symbol: "close", on: { click: () => this.#cancelAll(batch) } });
      const title = el("h3", { class: "wish", dir: "auto" }, t("comparison", { prompt }));
      comparison.root = el("li", { class: "comparison" }, title, comparison.cells, el("div", { class: "row" }, comparison.cancel));
      byId("works").prepend(comparison.root);
      this.#comparisons.set(batch, comparison);
    }
    const after = [...comparison.cells.children].find((other) => Number(other.dataset.number) > number);
    comparison.cells.insertBefore(root, after ?? null);
  }

  #of(batch) {
    return [...this.#cards.values()].filter(({ request }) => request.cell?.batch_id === batch);
  }

  /** From the end: what is painted at the head would else set a worker free for what is still to be cancelled. */
  async #cancelAll(batch) {
    const open = this.#of(batch).filter(({ request }) => !DONE.has(request.request_status));
    open.sort((one, other) => other.request.cell.number - one.request.cell.number);
    for (const { request } of open) await this.#cancel(request.request_id);
  }

  #forgetOldest() {
    const done = [...this.#cards].filter(([, card]) => DONE.has(card.request.request_status));
    for (const [id, card] of done.slice(0, Math.max(0, this.#cards.size - MOST))) {
      card.root.remove();
      const comparison = this.#comparisons.get(card.request.cell?.batch_id);
      if (comparison && !comparison.cells.children.length) comparison.root.remove();
      this.#cards.delete(id);
    }
  }

  async #finish(card, request) {
    if (card.finished || !request.image_id) return;
    card.finished = true;
    const { image } = await this.#api.get(`image/${request.image_id}`).catch(() => ({}));
    if (image) this.#picture(card, image.display_url);
  }

  #picture(card, source) {
    const shown = card.picture.querySelector("img") ?? el("img", { alt: "" });
    shown.src = source;
    card.picture.replaceChildren(shown);
  }

  #cancel(id) {
    return trying(() => this.#api.post(`request/${id}/cancel`));
  }

  #tell() {
    for (const [batch, { cancel }] of this.#comparisons) {
      cancel.hidden = this.#of(batch).every(({ request }) => DONE.has(request.request_status));
    }
    const open = [...this.#cards.values()].filter(({ request }) => !DONE.has(request.request_status)).length;
    byId("no-works").hidden = this.#cards.size > 0;
    byId("open-works").textContent = open ? String(open) : "";
    byId("open-works-heard").textContent = open ? count("beingPainted", open) : "";
  }
}

function stageOf({ request_status: status, error, notes = [], place }) {
  if (status === "failed") return error ?? t("status_failed");
  if (status === "queued" && place > 0) return count("placeInQueue", place);
  return [t(`status_${status}`), ...(status === "completed" ? notes : [])].join(" · ");
}
