// The recap: what the next one would say, suggestions for it and the GM's word on them, and posting it on Discord.

import { onceKey } from "./api.js";
import { askIn } from "./confirm.js";
import { button, el, settled } from "./dom.js";
import { tree } from "./page_root.js";
import { deRecap } from "./recap_strings.de.js";
import { enRecap } from "./recap_strings.en.js";
import { addSentences, moment, t, weekday } from "./strings.js";
import { note, trying } from "./toast.js";

const SETTLE_MS = 300;
const LONGEST_LINE = "300";
/** Monday is 0; the first of January 2024 was one. */
const WEEKDAYS = [...Array(7).keys()].map((day) => [day, weekday(new Date(Date.UTC(2024, 0, 1 + day)))]);
const HOURS = [...Array(24).keys()].map((hour) => [hour, `${hour}:00`]);

/** Add the tab, and the action that suggests a picture. */
export function addRecap({ api, me, tabs, actions, viewer, collection }) {
  addSentences({ de: deRecap, en: enRecap });
  const panel = el("section", { id: "recap" });
  let round = 0;
  /** What is shown is posted once, however often one presses. */
  let once = onceKey();

  const refresh = async () => {
    const mine = ++round;
    const recap = await api.get("recap");
    if (mine !== round) return;
    const focused = tree().activeElement?.closest?.("#recap [data-key]")?.dataset.key;
    panel.replaceChildren(...shown(recap));
    if (focused) [...panel.querySelectorAll("[data-key]")].find(({ dataset }) => dataset.key === focused)?.focus();
  };

  const shown = ({ lines, suggestions, may_post: mayPost, plan }) => [
    el("div", { class: "row" }, el("h2", {}, t("recapTitle")), mayPost && lines.length ? poster() : null),
    lines.length
      ? el("ol", { class: "recap-lines" }, lines.map((line) => el("li", {}, opener(line))))
      : el("p", { class: "faint" }, t("recapNothing")),
    mayPost ? planner(plan) : el("p", { class: "faint" }, plan.says),
    ...(suggestions.length ? [el("h3", {}, t("recapSuggested")), el("ul", { class: "recap-lines", role: "list" }, suggestions.map(suggested))] : []),
  ];

  const poster = () => button(t("recapPost"), { class: "primary", "data-key": "post", on: { click: post } });

  /** When it is posted by itself; what is chosen counts at once, a weekly one with its day and hour. */
  const planner = (plan) => {
    const choice = (name, label, values, chosen) => {
      const control = el("select", { name, "data-key": name, on: { change: save } }, values.map(([value, title]) => el("option", { value: String(value) }, title)));
      control.value = String(chosen);
      return el("label", { class: "named" }, el("span", {}, t(label)), control);
    };
    const form = el("form", { class: "row", id: "recap-plan" });
    const save = () =>
      trying(async () => {
        const { when, weekday, hour } = Object.fromEntries(new FormData(form));
        const { plan: kept } = await api.put("recap/plan", when === "weekly" ? { when, weekday: Number(weekday ?? 4), hour: Number(hour ?? 19) } : { when });
        note(kept.says);
        await refresh();
      });
    const when = ["never", "start", "weekly"].map((name) => [name, t(`recapPlan_${name}`)]);
    form.append(choice("when", "recapPlan", when, plan.when));
    if (plan.when === "weekly") {
      form.append(choice("weekday", "recapDay", WEEKDAYS, plan.weekday), choice("hour", "recapHour", HOURS, plan.hour));
      form.append(el("p", { class: "faint" }, t("recapNext", { moment: moment(plan.next_at) })));
    }
    form.addEventListener("submit", (event) => event.preventDefault());
    return form;
  };

  const opener = ({ image, caption }) => {
    const words = caption || image.prompt;
    const open = button(words, { class: "opener", dir: "auto", "data-key": `open ${image.id}`, on: { click: () => viewer.open(image.id) } });
    open.prepend(el("img", { src: image.thumbnail_url, alt: image.alt_text ?? "", loading: "lazy" }));
    return open;
  };

  const suggested = (suggestion) => {
    const words = suggestion.caption || suggestion.image.prompt;
    const deed = (label, symbol, run) =>
      button(t(label), { symbol, "aria-label": `${t(label)}: ${words}`, "data-key": `${label} ${suggestion.suggestion_id}`, on: { click: run } });
    const deeds = [
      deed("recapApprove", "check", () => decide(suggestion, { decision: "approve" })),
      deed("recapEdit", "brush", () => edit(suggestion)),
      deed("recapReject", "close", () => decide(suggestion, { decision: "reject" })),
    ];
    return el("li", {}, opener(suggestion), el("p", { class: "faint", dir: "auto" }, t("recapBy", { name: suggestion.suggested_by_name ?? suggestion.suggested_by })), el("div", { class: "row" }, deeds));
  };

  const decide = (suggestion, body) =>
    trying(async () => {
      await api.post(`recap/suggestions/${suggestion.suggestion_id}`, body);
      note(t(body.decision === "approve" ? "recapTaken" : "recapRejected"));
      await refresh();
    });

  const edit = async (suggestion) => {
    const line = await askLine("recapApprove", suggestion.caption);
    if (line !== null) await decide(suggestion, { decision: "approve", caption: line });
  };

  const post = () =>
    trying(async () => {
      await api.post("recap/post", {}, { "Idempotency-Key": once });
      once = onceKey();
      note(t("recapPosted"));
      await refresh();
    });

  const suggest = async ([image]) => {
    const caption = await askLine("forRecap", "");
    if (caption === null) return;
    await trying(async () => {
      const { taken } = await api.post("recap/suggestions", { image_id: image.id, caption });
      note(t(taken ? "recapTaken" : "recapWaits"));
    });
  };

  tabs.add("recap", t("recap"), "play", panel, () => trying(refresh));
  const maySuggest = (image) => me.role !== "observer" && !me.ended && image.visibility === "public" && image.session_id === api.session;
  actions.add({ name: "recap", label: "forRecap", symbol: "play", most: 1, may: maySuggest, run: suggest });
  const again = settled(SETTLE_MS, () => panel.hidden || refresh().catch(() => {}));
  for (const name of ["recap", "change"]) collection.addEventListener(name, again);
}

/** Ask for a line about a picture; null where nobody wants to say one. */
async function askLine(label, before) {
  const line = el("input", { maxlength: LONGEST_LINE, dir: "auto", value: before, autocomplete: "off", autofocus: true });
  const field = el("label", { class: "named" }, el("span", {}, t("recapLine")), line);
  const answer = await askIn([field], button(t(label), { class: "primary", value: "yes", type: "submit" }));
  return answer === "yes" ? line.value : null;
}
