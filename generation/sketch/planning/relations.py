"""Relations: what leads to a noun phrase, as "on top of" is "on", and what that is called which somebody is at."""

from generation.reading.terms import Term

#: Relations by the words that lead to what they are to, folded; whatever else leads there is a way of going.
RELATIONS: dict[str, str] = {
    "on edge of": "on",
    "on": "on", "upon": "on", "atop": "on", "onto": "on", "auf": "on", "aufs": "on", "on top of": "on",
    "in": "in", "im": "in", "ins": "in", "inside": "in", "inside of": "in", "within": "in", "into": "in",
    "aboard": "in", "innerhalb": "in",
    "behind": "behind", "hinter": "behind", "from behind": "behind",
    "under": "under", "below": "under", "beneath": "under", "underneath": "under", "unter": "under",
    "unterhalb": "under", "around": "around", "um": "around", "up around": "around", "against": "against",
    "gegen": "against", "out of": "out of", "from": "out of", "aus": "out of", "through": "through",
    "durch": "through", "over": "over", "above": "over", "ueber": "over", "oberhalb": "over", "across": "across",
    "between": "between", "zwischen": "between", "off": "off", "to": "to", "outside": "before",
    "outside of": "before", "in front of": "before", "before": "before", "vor": "before", "vorm": "before",
    "ausserhalb": "before", "beside": "beside", "next to": "beside", "near": "beside", "by": "beside", "at": "beside",
    "neben": "beside", "bei": "beside", "beim": "beside", "am": "beside", "an": "beside", "nahe": "beside",
    "opposite": "beside", "gegenueber": "beside",
}  # fmt: skip


def relation_of(lead: str) -> str:
    """Return the relation that words lead to, as "out of"; nothing where they lead no way that is to be seen."""
    if lead in RELATIONS:
        return RELATIONS[lead]
    return RELATIONS.get(lead.rpartition(" ")[2], "")


def name_of(term: Term) -> str:
    """Return what `Subject.at` calls what somebody is at: the lexicon's name for it, or a part of a body as it is."""
    return term.means("furnishings", "vehicles", "items", "effects", "creatures", "metatypes", "roles") or term.folded
