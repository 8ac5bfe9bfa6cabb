// Pictures as files: the selected ones or what the filter shows, made by a job that is followed; and archives brought in.

import { askIn } from "./confirm.js";
import { button, byId, el } from "./dom.js";
import { deExports } from "./exports_strings.de.js";
import { enExports } from "./exports_strings.en.js";
import { addSentences, count, formatted, t } from "./strings.js";
import { note, trying } from "./toast.js";

const FORMATS = ["zip", "pdf", "html", "sheet", "png", "jpeg", "webp", "avif"];
const ASK_AGAIN_MS = 1000;

export function addExports({ api, me, actions, filters }) {
  addSentences({ de: deExports, en: enExports });
  const state = el("p", { id: "export-state", role: "status", hidden: true });
  const file = el("input", { type: "file", accept: ".zip,application/zip", hidden: true, on: { change: () => trying(bringIn) } });
  const mayImport = me.role === "gm" && !me.ended;
  byId("sum").append(
    button(t("exportThese"), { class: "quiet", id: "export-these", on: { click: () => begin(null) } }),
    mayImport ? button(t("importArchive"), { class: "quiet", id: "import", on: { click: () => file.click() } }) : "",
    file,
  );
  byId("sum").after(state);

  /** Export these pictures, or without any what the filter shows. */
  const begin = (images) =>
    trying(async () => {
      const wish = await ask(images?.length ?? 0, me.role === "gm");
      if (!wish) return;
      const chosen = images ? { images: images.map(({ id }) => id).reverse() } : filters.chosen;
      await follow(await api.post("exports", { ...chosen, ...wish }), state);
    });

  /** Export an album as it is; `place` tells how far it is. */
  const album = ({ album_id: id, name, pictures }, place) =>
    trying(async () => {
      const wish = await ask(pictures.length, me.role === "gm", name);
      if (wish) await follow(await api.post("exports", { album: id, ...wish }), place);
    });

  /** Tell how far it is, until there are files. */
  const follow = async (started, place) => {
    let job = started;
    while (["waiting", "working"].includes(job.export_status)) {
      show(job, place);
      await new Promise((done) => setTimeout(done, ASK_AGAIN_MS));
      job = await api.get(`exports/${job.export_id}`).catch((error) => {
        if (error.status === 404) return { ...job, export_status: "cancelled" };
        if (error.status) throw error;
        return job;
      });
    }
    show(job, place);
  };

  const show = (job, place) => {
    place.hidden = job.export_status === "cancelled";
    if (job.export_status === "failed") return place.replaceChildren(job.error);
    if (job.export_status === "done") return place.replaceChildren(...finished(job));
    const share = formatted(Math.round(job.fraction * 100));
    const cancel = () => trying(() => api.post(`exports/${job.export_id}/cancel`));
    const said = job.stage ? t("exportAt", { stage: job.stage, share }) : t("exportWaits");
    return place.replaceChildren(said, " ", button(t("cancel"), { class: "quiet", on: { click: cancel } }));
  };

  const bringIn = async () => {
    const [archive] = file.files;
    file.value = "";
    if (!archive) return;
    note(t("importBegun"));
    const answer = await api.send("import", archive);
    note([count("importAdded", answer.added), answer.known ? count("importKnown", answer.known) : ""].join(" "));
    for (const { number, reason } of answer.left_out.slice(0, 3)) note(`${number}. ${reason}`, { problem: true });
  };

  actions.add({ name: "export", label: "exportSelected", symbol: "down", inViewer: false, run: begin });
  return { album };
}

function finished(job) {
  const secret = job.secret_pictures ? ` ${count("exportSecret", job.secret_pictures)}` : "";
  const links = job.files.map(({ name, bytes, url }) => {
    const size = t("megabytes", { n: formatted(bytes / 2 ** 20, 1) });
    return el("a", { href: url, download: name }, `${name} (${size})`);
  });
  return [`${t("exportDone")}${secret} `, ...links.flatMap((link) => [link, " "])];
}

/** Ask as what; returns what the order says of it, or null. */
async function ask(selected, isGm, called = "") {
  const format = el("select", { id: "export-format", autofocus: true }, FORMATS.map((each) => el("option", { value: each }, t(`format_${each}`))));
  const title = el("input", { maxlength: "100", dir: "auto", autocomplete: "off", value: called });
  const two = el("input", { type: "checkbox" });
  const secrets = el("input", { type: "checkbox", checked: true });
  const parts = [
    el("p", {}, selected ? count("exportQuestion", selected) : t("exportAllQuestion")),
    el("label", { class: "named" }, el("span", {}, t("exportFormat")), format),
    el("label", { class: "named" }, el("span", {}, t("exportTitle")), title),
    el("label", { class: "check" }, two, el("span", {}, t("exportTwo"))),
    isGm ? el("label", { class: "check" }, secrets, el("span", {}, t("exportSecrets"))) : null,
  ];
  const yes = button(t("exportYes"), { class: "primary", value: "yes", type: "submit" });
  if ((await askIn(parts, yes)) !== "yes") return null;
  return { format: format.value, title: title.value.trim(), per_page: two.checked ? 2 : 1, secrets: secrets.checked };
}
