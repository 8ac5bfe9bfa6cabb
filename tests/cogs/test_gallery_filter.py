"""What a gallery page shows: menus, a search, and the options of /image gallery."""

from cogs.ui.components import button
from tests.cogs.pages import SCENES, as_player, choose, fill_in, hang_up, labels, menu, offered, tagged
from tests.cogs.table import Table, answer, custom_ids, fields, footer, whispered

ONLY = "Shown are only"
HOSTILE = ["' OR 1=1 --", '"', '""" NEAR("a" "b")', "%", "_", "*", "AND", "a* OR b", "\\", "((", "col:x", "@everyone"]


async def test_the_menu_shows_favorites_and_everything_again(table: Table) -> None:
    messages = await hang_up(table, SCENES)
    await table.press(messages[0], "favorite")
    page = await table.gallery()
    await choose(table, page, "filter", "favorites")
    assert table.look(page).embeds[0].description == "a dock"
    assert table.look(page).embeds[0].title == "Favorites"
    assert offered(table.look(page), "filter")[1] == "Favorites and the others"
    await choose(table, table.look(page), "filter", "favorites")
    assert footer(table.look(page)) == "Picture 1 of 3, newest first"
    await choose(table, table.look(page), "filter", "favorites")
    await choose(table, table.look(page), "filter", "all")
    assert footer(table.look(page)) == "Picture 1 of 3, newest first"


async def test_mine_are_those_of_whoever_chooses_it(table: Table) -> None:
    await table.painted("a dock")
    await table.painted("a bar", by=table.other)
    page = await table.gallery()
    await choose(table, page, "filter", "mine")
    assert table.look(page).embeds[0].description == "a dock"
    assert fields(table.look(page))[ONLY] == f"by: <@{table.player.id}>"
    own = answer(await choose(table, page, "filter", "mine", by=table.other))
    assert own.ephemeral
    assert own.embeds[0].description == "a bar"
    assert table.look(page).embeds[0].description == "a dock"


async def test_a_type_is_chosen_in_a_second_step(table: Table) -> None:
    await table.painted("a dock", type="location")
    await table.painted("a decker", type="character")
    page = await table.gallery()
    await choose(table, page, "filter", "type")
    assert offered(table.look(page), "narrow") == ["Character", "Location"]
    assert table.look(page).embeds[0].description == "a decker", "a menu alone changes nothing"
    await choose(table, table.look(page), "narrow", "location")
    assert (table.look(page).embeds[0].description, footer(table.look(page))) == (
        "a dock",
        "Picture 1 of 1, newest first",
    )
    assert fields(table.look(page))[ONLY] == "type: Location"
    assert not any("-narrow:" in each for each in custom_ids(table.look(page)))


async def test_a_style_goes_by_its_name(table: Table) -> None:
    await table.painted("a dock", style="neon_noir")
    await table.painted("a bar")
    page = await table.gallery()
    await choose(table, page, "filter", "style")
    (name,) = offered(table.look(page), "narrow")
    await choose(table, table.look(page), "narrow", "neon_noir")
    assert table.look(page).embeds[0].description == "a dock"
    assert fields(table.look(page))[ONLY] == f"style: {name}"


async def test_a_tag_is_chosen_by_how_many_have_it(table: Table) -> None:
    dock, bar, _ = await hang_up(table, SCENES)
    await tagged(table, dock, "rain", "harbour")
    await tagged(table, bar, "rain")
    page = await table.gallery()
    await choose(table, page, "filter", "tag")
    assert offered(table.look(page), "narrow") == ["rain", "harbour"]
    assert [each["description"] for each in menu(table.look(page), "narrow")["options"]] == ["2 pictures", "1 picture"]
    await choose(table, table.look(page), "narrow", "harbour")
    assert footer(table.look(page)) == "Picture 1 of 1, newest first"
    assert fields(table.look(page))["Tags"] == "rain, harbour"


async def test_a_member_is_chosen_from_all_people(table: Table) -> None:
    await table.painted("a dock")
    await table.painted("a bar", by=table.other)
    page = await table.gallery()
    await choose(table, page, "filter", "member")
    await choose(table, table.look(page), "member", table.player)
    assert table.look(page).embeds[0].description == "a dock"


async def test_choices_add_up_and_one_of_them_can_be_taken_back(table: Table) -> None:
    for type_, scene in (("location", "a dock"), ("location", "a bar"), ("item", "a deck")):
        await table.painted(scene, type=type_, by=table.other if scene == "a bar" else table.player)
    page = await table.gallery()
    await choose(table, page, "filter", "mine")
    await choose(table, table.look(page), "filter", "type")
    await choose(table, table.look(page), "narrow", "location")
    assert footer(table.look(page)) == "Picture 1 of 1, newest first"
    assert fields(table.look(page))[ONLY] == f"type: Location\nby: <@{table.player.id}>"
    await choose(table, table.look(page), "filter", "type")
    assert offered(table.look(page), "narrow")[0] == "Any type"
    await choose(table, table.look(page), "narrow", ",any")
    assert footer(table.look(page)) == "Picture 1 of 2, newest first"


async def test_where_there_is_nothing_to_choose_from_that_is_said(table: Table) -> None:
    await table.painted("a dock")
    page = await table.gallery()
    assert "has a tag yet" in whispered(await choose(table, page, "filter", "tag"))
    assert "in a certain style" in whispered(await choose(table, page, "filter", "style"))


async def test_somebody_elses_second_step_is_on_their_own_page(table: Table) -> None:
    await table.painted("a dock", type="location")
    await table.painted("a deck", type="item")
    page = await table.gallery()
    own = answer(await choose(table, page, "filter", "type", by=table.other))
    assert own.ephemeral
    await choose(table, own, "narrow", "location", by=table.other)
    assert table.look(own).embeds[0].description == "a dock"
    assert not any("-narrow:" in each for each in custom_ids(table.look(page)))


async def test_own_pages_of_others_keep_all_that_was_chosen(table: Table) -> None:
    await table.painted("a dock", type="location")
    await table.painted("a bar", type="location", by=table.other)
    await table.painted("a deck", type="item")
    page = answer(await table.player.slash(table.channel, "image gallery", type="location", search="a"))
    own = answer(await table.press(page, "older", by=table.other))
    assert footer(own) == "Picture 2 of 2, newest first"
    assert fields(own)[ONLY] == "type: Location\nsearch: “a”"


async def test_a_search_finds_words_of_descriptions_and_tags(table: Table) -> None:
    dock, *_ = await hang_up(table, SCENES)
    await tagged(table, dock, "harbour")
    page = await table.gallery()
    await fill_in(table, page, "search", {"words": "HARB"})
    assert table.look(page).embeds[0].description == "a dock"
    assert fields(table.look(page))[ONLY] == "search: “HARB”"
    await fill_in(table, page, "search", {"words": "unobtainium"})
    nothing = table.look(page)
    assert "No picture here is like that" in (nothing.embeds[0].description or "")
    assert not nothing.attachments
    assert list(labels(nothing)) == ["Show all pictures", "Search", "Generate"]
    await table.press(nothing, "all")
    assert footer(table.look(page)) == "Picture 1 of 3, newest first"


async def test_an_empty_search_shows_everything_again(table: Table) -> None:
    await hang_up(table, SCENES)
    page = answer(await table.player.slash(table.channel, "image gallery", search="bar"))
    assert footer(page) == "Picture 1 of 1, newest first"
    await fill_in(table, page, "search", {})
    assert footer(table.look(page)) == "Picture 1 of 3, newest first"


async def test_whatever_is_searched_for_stands_for_itself(table: Table) -> None:
    await hang_up(table, SCENES[:1])
    page = await table.gallery()
    for words in HOSTILE:
        result = await fill_in(table, page, "search", {"words": words})
        assert result.acknowledged
        assert "like that" in (table.look(page).embeds[0].description or ""), words
    assert not table.env.errors


async def test_somebody_elses_search_is_their_own(table: Table) -> None:
    await hang_up(table, SCENES)
    page = await table.gallery()
    own = answer(await fill_in(table, page, "search", {"words": "bar"}, by=table.other))
    assert own.ephemeral
    assert own.embeds[0].description == "a bar"
    assert footer(table.look(page)) == "Picture 1 of 3, newest first"


async def test_the_commands_options_add_up(table: Table) -> None:
    dock = await table.painted("a dock", type="location", style="neon_noir")
    await tagged(table, dock, "rain")
    await table.painted("a bar", type="location")
    page = answer(
        await table.other.slash(
            table.channel,
            "image gallery",
            type="location",
            by=table.player,
            tag="#Rain",
            search="dock",
            style="neon_noir",
        )
    )
    assert page.embeds[0].description == "a dock"
    lines = (fields(page)[ONLY] or "").splitlines()
    assert lines[0] == "type: Location"
    assert lines[2:] == ["tag: rain", "search: “dock”", f"by: <@{table.player.id}>"]


async def test_an_option_that_cannot_be_is_a_sentence(table: Table) -> None:
    too_long = await table.player.slash(table.channel, "image gallery", search="x" * 101)
    assert whispered(too_long) == "Search for 100 characters at most; a few words are enough."
    assert "at most 32 characters" in whispered(await table.player.slash(table.channel, "image gallery", tag="x" * 33))
    assert "I do not know the style" in whispered(await table.player.slash(table.channel, "image gallery", style="no"))
    assert table.env.errors


async def test_tags_and_styles_are_suggested_from_what_hangs_here(table: Table) -> None:
    dock = await table.painted("a dock", style="neon_noir")
    await tagged(table, dock, "rain", "razor", "harbour")
    tags = await table.player.autocomplete(table.channel, "image gallery", "tag", "RA")
    assert [each["value"] for each in tags] == ["rain", "razor"]
    styles = await table.player.autocomplete(table.channel, "image gallery", "style", "")
    assert [each["value"] for each in styles] == ["neon_noir"]


async def test_secret_pictures_are_in_no_filter_search_menu_or_suggestion_of_a_player(table: Table) -> None:
    await table.painted("a dock")
    secret = await table.secret("the traitor")
    await table.services.gallery.set_tags(secret.id, table.as_gm(), ["betrayal"])
    await table.services.gallery.favorite(secret.id, await table.services.sessions.context(table.as_gm()), starred=True)
    page = await table.gallery()
    for word in ("traitor", "betrayal"):
        await fill_in(table, page, "search", {"words": word})
        assert "like that" in (table.look(page).embeds[0].description or "")
    await table.press(table.look(page), "all")
    await choose(table, table.look(page), "filter", "favorites")
    assert "No picture has a star" in (table.look(page).embeds[0].description or "")
    await table.press(table.look(page), "all")
    assert "has a tag yet" in whispered(await choose(table, page, "filter", "tag"))
    for command, option in (("image gallery", "tag"), ("image tag", "tags"), ("image tag", "picture")):
        offers = await table.player.autocomplete(table.channel, command, option, "")
        assert not any("traitor" in each["name"] or "betrayal" in each["name"] for each in offers), (command, option)
    assert [each["name"] for each in await table.gm.autocomplete(table.channel, "image gallery", "tag", "")] == [
        "betrayal"
    ], "for the GM it is there"


async def test_a_shared_page_of_a_gm_offers_no_secrets_either(table: Table) -> None:
    await table.painted("a dock", by=table.gm)
    secret = await table.secret()
    await table.services.gallery.set_tags(secret.id, table.as_gm(), ["betrayal"])
    page = await table.gallery(by=table.gm)
    await choose(table, page, "filter", "mine", by=table.gm)
    assert footer(table.look(page)) == "Picture 1 of 1, newest first"
    assert "has a tag yet" in whispered(await choose(table, table.look(page), "filter", "tag", by=table.gm))


async def test_menus_and_forms_answer_after_a_restart(table: Table) -> None:
    dock, *_ = await hang_up(table, SCENES)
    await tagged(table, dock, "rain")
    page = await table.gallery()
    await choose(table, page, "filter", "tag")
    form = await table.press(page, "search")
    await table.restart()
    await choose(table, table.look(page), "narrow", "rain")
    assert footer(table.look(page)) == "Picture 1 of 1, newest first"
    await table.player.submit_modal(form, {"words": "dock"})
    assert fields(table.look(page))[ONLY] == "tag: rain\nsearch: “dock”"
    await table.press(table.look(page), "search")
    await choose(table, table.look(page), "filter", "all")
    assert footer(table.look(page)) == "Picture 1 of 3, newest first"


async def test_a_menu_of_a_page_that_nobody_remembers_is_a_sentence(table: Table) -> None:
    lost = button("search", "not-there")
    result = await table.player.click(await table.bears(lost), custom_id=lost.custom_id)
    assert whispered(result) == "This page is too old to be turned. Open the gallery anew with /image gallery."


async def test_generate_on_a_page_opens_the_form(table: Table) -> None:
    page = await table.gallery()
    result = await table.press(page, "paint", by=table.other)
    await table.other.submit_modal(result, {"description": "a dock"})
    await table.quiet()
    found = await table.services.gallery.page(as_player(table))
    assert found.images[0].prompt == "a dock"


async def test_what_is_searched_for_formats_nothing(table: Table) -> None:
    page = answer(await table.player.slash(table.channel, "image gallery", search="**bold** @here", tag="`x`"))
    assert fields(page)[ONLY] == r"tag: \`x\`" + "\n" + r"search: “\*\*bold\*\* @here”"


async def test_painters_are_known_by_the_name_that_their_server_shows(table: Table) -> None:
    await table.painted()
    (painter,) = await table.services.gallery.members(table.as_gm())
    assert (painter.value, painter.name) == (str(table.player.id), table.player.name)
