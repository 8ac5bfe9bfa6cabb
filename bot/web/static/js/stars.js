// Stars: everybody has one for each picture; a picture with any is a favorite of the table.

import { t } from "./strings.js";
import { note } from "./toast.js";

/** Turn the viewer's own star of a picture over. */
export async function turnStar(api, collection, id) {
  const held = collection.find(id);
  // A list tells whether anybody has starred a picture; whose star it is, only the details tell.
  const mine = held && !held.is_favorite ? false : (await api.get(`image/${id}`)).starred;
  const { is_favorite: isFavorite, starred } = await api.post(`image/${id}/favorite`, { is_favorite: !mine });
  collection.update({ id, is_favorite: isFavorite, starred });
  note(t(starred ? "starGiven" : isFavorite ? "starTakenOthers" : "starTaken"));
  return starred;
}
