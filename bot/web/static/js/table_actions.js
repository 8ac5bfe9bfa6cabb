// Stars, tags, files and deletion, for as many pictures as are selected.

import { onEach } from "./actions.js";
import { confirmed } from "./confirm.js";
import { count, t } from "./strings.js";
import { askTags } from "./tag_question.js";
import { note } from "./toast.js";

/** A pause between two files that are saved, so that the browser takes each for itself. */
const PAUSE_MS = 250;

export function addTableActions({ api, me, collection, actions }) {
  const mayStar = ({ session_id: session }) => me.role !== "observer" && !me.ended && session === api.session;

  const star = (images, starred) =>
    onEach(
      images,
      async ({ id }) => {
        const answer = await api.post(`image/${id}/favorite`, { is_favorite: starred });
        collection.update({ id, is_favorite: answer.is_favorite, starred: answer.starred });
      },
      { done: starred ? "starsGiven" : "starsTaken", undo: (did) => star(did, !starred) },
    );

  const setTags = (images, tagsOf, done, undo = null) =>
    onEach(
      images,
      async (image) => {
        const { tags } = await api.put(`image/${image.id}/tags`, { tags: tagsOf(image) });
        collection.update({ id: image.id, tags });
      },
      { done, undo },
    );

  const tag = async (images) => {
    const known = [...new Set(images.flatMap(({ tags }) => tags))].sort();
    const wish = await askTags(images.length, known);
    if (!wish) return;
    const before = new Map(images.map(({ id, tags }) => [id, tags]));
    const tagsOf = ({ tags }) => [...new Set([...tags.filter((each) => !wish.without.includes(each)), ...wish.add])];
    await setTags(images, tagsOf, "tagsSet", (did) => setTags(did, ({ id }) => before.get(id), "tagsBack"));
  };

  const remove = async (images) => {
    if (!(await confirmed(count("deleteManySure", images.length), t("deleteYes")))) return;
    await onEach(
      images,
      async ({ id }) => {
        await api.delete(`image/${id}`);
        collection.apply({ image_id: id, change: "deleted" });
      },
      { done: "deletedMany" },
    );
  };

  const download = async (images) => {
    for (const image of images) {
      api.save(image);
      await new Promise((done) => setTimeout(done, PAUSE_MS));
    }
    note(count("downloadBegun", images.length));
  };

  const inBar = { inViewer: false };
  actions.add({ ...inBar, name: "star", label: "giveStars", symbol: "star", may: mayStar, run: (images) => star(images, true) });
  actions.add({ ...inBar, name: "unstar", label: "takeStars", symbol: "star", may: (image) => mayStar(image) && image.is_favorite, run: (images) => star(images, false) });
  actions.add({ ...inBar, name: "tag", label: "tagThem", symbol: "tag", key: "t", may: (image) => image.may_change, run: tag });
  actions.add({ ...inBar, name: "download", label: "download", symbol: "down", key: "d", most: 20, run: download });
  actions.add({ ...inBar, name: "delete", label: "delete", symbol: "trash", key: "Delete", danger: true, may: (image) => image.may_delete, run: remove });
}
