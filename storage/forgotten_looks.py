"""A person's characters stand with their looks in what others have asked for: that is taken out again."""

from dataclasses import replace

from storage.params import CastFigure, GenerationParams
from storage.records import Request
from storage.sql_database import Transaction


async def forget_looks(tx: Transaction, user_id: str) -> None:
    """Take the looks of a person's characters out of everybody's requests, pictures and drafts.

    Who was in a picture stays, by the name that others wrote themselves.
    """
    for character_id in await tx.column(str, "character_ids_of", user_id=user_id):
        about = {"shown": f'%"{character_id}"%'}
        await tx.run("forget_drafts_with", **about)
        for request in await tx.all(Request, "requests_with", **about):
            params = _without_looks(request.params, character_id)
            await tx.run("reword_cast", id=request.id, style_preferences=params.preferences())
            await tx.run("forget_prompts_made_of", id=request.id)


def _without_looks(params: GenerationParams, character_id: str) -> GenerationParams:
    return replace(params, cast=tuple([_bare(each) if each.id == character_id else each for each in params.cast]))


def _bare(figure: CastFigure) -> CastFigure:
    return replace(figure, looks="", version="", current="", portraits=())
