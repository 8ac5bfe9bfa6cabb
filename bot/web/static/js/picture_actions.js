// What is asked of the server for single pictures: larger, shown to the table, reported to the GM.

import { onEach } from "./actions.js";
import { askIn } from "./confirm.js";
import { button, el } from "./dom.js";
import { count, moment, t } from "./strings.js";
import { note, trying } from "./toast.js";

export function addPictureActions({ api, me, actions, openRequests }) {
  const paints = () => me.role !== "observer" && !me.ended;

  const upscale = (images) =>
    onEach(
      images,
      async ({ id }) => {
        const answer = await api.post(`image/${id}/upscale`);
        await openRequests.add(answer.request_ids);
      },
      { done: "upscaleBegun" },
    );

  const reveal = async (images) => {
    const when = el("input", { maxlength: "40", autocomplete: "off", autofocus: true });
    const covered = el("input", { type: "checkbox" });
    const parts = [
      el("p", {}, count("revealQuestion", images.length)),
      el("label", { class: "named" }, el("span", {}, t("revealWhen")), when),
      el("label", { class: "check" }, covered, el("span", {}, t("revealCovered"))),
    ];
    if ((await askIn(parts, button(t("reveal"), { class: "primary", value: "yes", type: "submit" }))) !== "yes") return;
    const body = { spoiler: covered.checked, ...(when.value.trim() ? { when: when.value.trim() } : {}) };
    const due = [];
    await onEach(
      images,
      async ({ id }) => {
        const answer = await api.post(`image/${id}/reveal`, body);
        if (answer.due_at) due.push(moment(answer.due_at));
      },
      {
        done: body.when ? "revealPlanned" : "revealed",
        undo: body.when ? (did) => onEach(did, ({ id }) => api.delete(`image/${id}/reveal`), { done: "revealTakenBack" }) : null,
      },
    );
    if (due.length > 0) note(t("revealDue", { moment: due[0] }));
  };

  const report = async ([image]) => {
    const why = el("textarea", { rows: "4", maxlength: "500", required: true, autofocus: true, dir: "auto" });
    const parts = [el("label", { class: "named" }, el("span", {}, t("reportWhy")), why)];
    if ((await askIn(parts, button(t("report"), { class: "primary", value: "yes", type: "submit" }))) !== "yes") return;
    await trying(async () => {
      await api.post(`image/${image.id}/report`, { reason: why.value });
      note(t("reported"));
    });
  };

  actions.add({ name: "upscale", label: "upscale", symbol: "larger", may: paints, most: 8, run: upscale });
  actions.add({ name: "reveal", label: "reveal", symbol: "eye", may: ({ visibility }) => me.role === "gm" && visibility !== "public", run: reveal });
  actions.add({ name: "report", label: "report", symbol: "flag", most: 1, may: () => !me.ended, run: report });
}
