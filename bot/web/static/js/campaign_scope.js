// Whose pictures the gallery shows: this session's, or those of its campaign that the viewer may see.

import { byId, el } from "./dom.js";
import { t } from "./strings.js";

/** Offer the choice where the session is in a campaign. */
export async function addCampaignScope({ api, filters }) {
  const campaign = await api.get("campaign").catch(() => null);
  if (!campaign) {
    if (filters.chosen.scope) filters.set({ scope: "" }, { replace: true });
    return;
  }
  const whole = t("scope_campaign", { name: campaign.name });
  const select = el(
    "select",
    { id: "scope", "aria-label": t("scope"), on: { change: () => filters.set({ scope: select.value }) } },
    el("option", { value: "" }, t("scope_session")),
    el("option", { value: "campaign", dir: "auto" }, whole),
  );
  select.value = filters.chosen.scope ?? "";
  byId("orders").prepend(select);
  filters.addEventListener("change", () => {
    select.value = filters.chosen.scope ?? "";
    filters.offer().catch(() => {});
  });
}
