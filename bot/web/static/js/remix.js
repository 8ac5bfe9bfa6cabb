// Take what a picture was asked for, all of it, into the form; or the picture itself, as an example.

import { byId } from "./dom.js";
import { trying } from "./toast.js";

export function addRemix({ api, me, actions, generate, references, tabs, viewer }) {
  const may = () => me.role !== "observer" && !me.ended;

  const toForm = () => {
    if (viewer.dialog.open) viewer.dialog.close();
    tabs.show("generate");
    byId("prompt").focus();
  };

  const remix = ([image]) =>
    trying(async () => {
      const { prompt, type, private: secret, style_preferences: preferences } = await api.get(`image/${image.id}/settings`);
      const [width, height] = preferences.size.split("x").map(Number);
      const size = { width, height };
      toForm();
      // Where nobody chose a style, what comes of it is to look as this one does.
      const style = preferences.style ?? image.chosen_style;
      generate.reset({ prompt, type: type ?? "", secret, ...preferences, style, ...size });
    });

  const refer = ([...images]) =>
    trying(async () => {
      const files = await Promise.all(images.map((image) => fetch(image.image_url).then((answer) => answer.blob())));
      toForm();
      references.take(files);
    });

  actions.add({ name: "remix", label: "remix", symbol: "brush", key: "m", most: 1, may, run: remix });
  actions.add({ name: "refer", label: "asReference", symbol: "scene", key: "u", most: 4, may, run: refer });
}
