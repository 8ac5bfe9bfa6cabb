// What would be sent to the painter, word for word: it can be changed, and sent as it stands.

import { button, byId, el } from "./dom.js";
import { t } from "./strings.js";

export function addPreview({ api, generate, references }) {
  const box = byId("preview");
  let draft = null;

  const show = (answer) => {
    draft = answer.draft_id;
    const text = el("textarea", { id: "preview-text", rows: "5", maxlength: "4000", dir: "auto" });
    text.value = answer.enhanced_prompt;
    const avoided = el("input", { id: "preview-avoided", maxlength: "2000", dir: "auto" });
    avoided.value = answer.negative_prompt;
    const changed = () => text.value !== answer.enhanced_prompt || avoided.value !== answer.negative_prompt;
    const send = button(t("sendPreview"), { symbol: "brush", id: "preview-send", class: "primary" });
    send.addEventListener("click", () => generate.busily(send, () => submit(changed() ? { enhanced_prompt: text.value, negative_prompt: avoided.value } : {})));
    box.replaceChildren(
      el("h3", {}, t("wouldSend")),
      ...answer.notes.map((each) => el("p", { class: "faint" }, each)),
      el("label", { class: "named" }, el("span", {}, t("enhanced")), text),
      el("label", { class: "named" }, el("span", {}, t("avoided")), avoided),
      el("div", { class: "row" }, send),
    );
    box.hidden = false;
    text.focus({ preventScroll: true });
    box.scrollIntoView({ block: "nearest" });
  };

  const submit = async (words) => {
    const { count, private: secret } = generate.wish();
    const answer = await api.post(`draft/${draft}/send`, { ...words, count, ...(secret ? { private: true } : {}), references: await references.encoded() });
    box.hidden = true;
    generate.submitted(answer);
  };

  byId("preview-ask").addEventListener("click", () =>
    generate.busily(byId("preview-ask"), async () => {
      const { count: _count, ...wish } = generate.wish();
      show(await api.post("enhance", wish));
    }),
  );
  // What it was made of is another wish now.
  byId("ask").addEventListener("input", (event) => {
    if (!box.contains(event.target)) box.hidden = true;
  });
}
