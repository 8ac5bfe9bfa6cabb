"""What a gallery page shows: menus, a search, and the options of /image gallery."""

from cogs.ui.components import button
from tests.cogs.discord_harness import DiscordHarness, answer, custom_ids, fields, footer, private_answer
from tests.cogs.gallery_actions import (
    SCENES,
    as_player,
    choose_option,
    generate_each,
    labels,
    menu,
    menu_labels,
    submit_form,
    tag_image,
)

ONLY = "Filter"
HOSTILE = ["' OR 1=1 --", '"', '""" NEAR("a" "b")', "%", "_", "*", "AND", "a* OR b", "\\", "((", "col:x", "@everyone"]


async def test_the_menu_shows_favorites_and_everything_again(harness: DiscordHarness) -> None:
    messages = await generate_each(harness, SCENES)
    await harness.press(messages[0], "favorite")
    page = await harness.open_gallery()
    await choose_option(harness, page, "filter", "favorites")
    assert harness.refetch(page).embeds[0].description == "a dock"
    assert harness.refetch(page).embeds[0].title == "Favorites"
    assert menu_labels(harness.refetch(page), "filter")[1] == "Not only favorites"
    await choose_option(harness, harness.refetch(page), "filter", "favorites")
    assert footer(harness.refetch(page)) == "Picture 1 of 3, newest first"
    await choose_option(harness, harness.refetch(page), "filter", "favorites")
    await choose_option(harness, harness.refetch(page), "filter", "all")
    assert footer(harness.refetch(page)) == "Picture 1 of 3, newest first"


async def test_mine_are_those_of_whoever_chooses_it(harness: DiscordHarness) -> None:
    await harness.generate_image("a dock")
    await harness.generate_image("a bar", by=harness.other)
    page = await harness.open_gallery()
    await choose_option(harness, page, "filter", "mine")
    assert harness.refetch(page).embeds[0].description == "a dock"
    assert fields(harness.refetch(page))[ONLY] == f"by: <@{harness.player.id}>"
    own = answer(await choose_option(harness, page, "filter", "mine", by=harness.other))
    assert own.ephemeral
    assert own.embeds[0].description == "a bar"
    assert harness.refetch(page).embeds[0].description == "a dock"


async def test_a_type_is_chosen_in_a_second_step(harness: DiscordHarness) -> None:
    await harness.generate_image("a dock", type="location")
    await harness.generate_image("a decker", type="character")
    page = await harness.open_gallery()
    await choose_option(harness, page, "filter", "type")
    assert menu_labels(harness.refetch(page), "narrow") == ["Character", "Location"]
    assert harness.refetch(page).embeds[0].description == "a decker", "a menu alone changes nothing"
    await choose_option(harness, harness.refetch(page), "narrow", "location")
    assert (harness.refetch(page).embeds[0].description, footer(harness.refetch(page))) == (
        "a dock",
        "Picture 1 of 1, newest first",
    )
    assert fields(harness.refetch(page))[ONLY] == "type: Location"
    assert not any("-narrow:" in each for each in custom_ids(harness.refetch(page)))


async def test_a_style_goes_by_its_name(harness: DiscordHarness) -> None:
    await harness.generate_image("a dock", style="neon_noir")
    await harness.generate_image("a bar")
    page = await harness.open_gallery()
    await choose_option(harness, page, "filter", "style")
    (name,) = menu_labels(harness.refetch(page), "narrow")
    await choose_option(harness, harness.refetch(page), "narrow", "neon_noir")
    assert harness.refetch(page).embeds[0].description == "a dock"
    assert fields(harness.refetch(page))[ONLY] == f"style: {name}"


async def test_a_tag_is_chosen_by_how_many_have_it(harness: DiscordHarness) -> None:
    dock, bar, _ = await generate_each(harness, SCENES)
    await tag_image(harness, dock, "rain", "harbour")
    await tag_image(harness, bar, "rain")
    page = await harness.open_gallery()
    await choose_option(harness, page, "filter", "tag")
    assert menu_labels(harness.refetch(page), "narrow") == ["rain", "harbour"]
    assert [each["description"] for each in menu(harness.refetch(page), "narrow")["options"]] == [
        "2 pictures",
        "1 picture",
    ]
    await choose_option(harness, harness.refetch(page), "narrow", "harbour")
    assert footer(harness.refetch(page)) == "Picture 1 of 1, newest first"
    assert fields(harness.refetch(page))["Tags"] == "rain, harbour"


async def test_a_member_is_chosen_from_all_people(harness: DiscordHarness) -> None:
    await harness.generate_image("a dock")
    await harness.generate_image("a bar", by=harness.other)
    page = await harness.open_gallery()
    await choose_option(harness, page, "filter", "member")
    await choose_option(harness, harness.refetch(page), "member", harness.player)
    assert harness.refetch(page).embeds[0].description == "a dock"


async def test_choices_add_up_and_one_of_them_can_be_taken_back(harness: DiscordHarness) -> None:
    for type_, scene in (("location", "a dock"), ("location", "a bar"), ("item", "a deck")):
        await harness.generate_image(scene, type=type_, by=harness.other if scene == "a bar" else harness.player)
    page = await harness.open_gallery()
    await choose_option(harness, page, "filter", "mine")
    await choose_option(harness, harness.refetch(page), "filter", "type")
    await choose_option(harness, harness.refetch(page), "narrow", "location")
    assert footer(harness.refetch(page)) == "Picture 1 of 1, newest first"
    assert fields(harness.refetch(page))[ONLY] == f"type: Location\nby: <@{harness.player.id}>"
    await choose_option(harness, harness.refetch(page), "filter", "type")
    assert menu_labels(harness.refetch(page), "narrow")[0] == "Any type"
    await choose_option(harness, harness.refetch(page), "narrow", ",any")
    assert footer(harness.refetch(page)) == "Picture 1 of 2, newest first"


async def test_where_there_is_nothing_to_choose_from_that_is_said(harness: DiscordHarness) -> None:
    await harness.generate_image("a dock")
    page = await harness.open_gallery()
    assert "has a tag yet" in private_answer(await choose_option(harness, page, "filter", "tag"))
    assert "a chosen style yet" in private_answer(await choose_option(harness, page, "filter", "style"))


async def test_somebody_elses_second_step_is_on_their_own_page(harness: DiscordHarness) -> None:
    await harness.generate_image("a dock", type="location")
    await harness.generate_image("a deck", type="item")
    page = await harness.open_gallery()
    own = answer(await choose_option(harness, page, "filter", "type", by=harness.other))
    assert own.ephemeral
    await choose_option(harness, own, "narrow", "location", by=harness.other)
    assert harness.refetch(own).embeds[0].description == "a dock"
    assert not any("-narrow:" in each for each in custom_ids(harness.refetch(page)))


async def test_own_pages_of_others_keep_all_that_was_chosen(harness: DiscordHarness) -> None:
    await harness.generate_image("a dock", type="location")
    await harness.generate_image("a bar", type="location", by=harness.other)
    await harness.generate_image("a deck", type="item")
    page = answer(await harness.player.slash(harness.channel, "image gallery", type="location", search="a"))
    own = answer(await harness.press(page, "older", by=harness.other))
    assert footer(own) == "Picture 2 of 2, newest first"
    assert fields(own)[ONLY] == "type: Location\nsearch: “a”"


async def test_a_search_finds_words_of_descriptions_and_tags(harness: DiscordHarness) -> None:
    dock, *_ = await generate_each(harness, SCENES)
    await tag_image(harness, dock, "harbour")
    page = await harness.open_gallery()
    await submit_form(harness, page, "search", {"words": "HARB"})
    assert harness.refetch(page).embeds[0].description == "a dock"
    assert fields(harness.refetch(page))[ONLY] == "search: “HARB”"
    await submit_form(harness, page, "search", {"words": "unobtainium"})
    nothing = harness.refetch(page)
    assert "No pictures match" in (nothing.embeds[0].description or "")
    assert not nothing.attachments
    assert list(labels(nothing)) == ["Show all pictures", "Search", "Generate"]
    await harness.press(nothing, "all")
    assert footer(harness.refetch(page)) == "Picture 1 of 3, newest first"


async def test_an_empty_search_shows_everything_again(harness: DiscordHarness) -> None:
    await generate_each(harness, SCENES)
    page = answer(await harness.player.slash(harness.channel, "image gallery", search="bar"))
    assert footer(page) == "Picture 1 of 1, newest first"
    await submit_form(harness, page, "search", {})
    assert footer(harness.refetch(page)) == "Picture 1 of 3, newest first"


async def test_whatever_is_searched_for_stands_for_itself(harness: DiscordHarness) -> None:
    await generate_each(harness, SCENES[:1])
    page = await harness.open_gallery()
    for words in HOSTILE:
        result = await submit_form(harness, page, "search", {"words": words})
        assert result.acknowledged
        assert "No pictures match" in (harness.refetch(page).embeds[0].description or ""), words
    assert not harness.env.errors


async def test_somebody_elses_search_is_their_own(harness: DiscordHarness) -> None:
    await generate_each(harness, SCENES)
    page = await harness.open_gallery()
    own = answer(await submit_form(harness, page, "search", {"words": "bar"}, by=harness.other))
    assert own.ephemeral
    assert own.embeds[0].description == "a bar"
    assert footer(harness.refetch(page)) == "Picture 1 of 3, newest first"


async def test_the_commands_options_add_up(harness: DiscordHarness) -> None:
    dock = await harness.generate_image("a dock", type="location", style="neon_noir")
    await tag_image(harness, dock, "rain")
    await harness.generate_image("a bar", type="location")
    page = answer(
        await harness.other.slash(
            harness.channel,
            "image gallery",
            type="location",
            by=harness.player,
            tag="#Rain",
            search="dock",
            style="neon_noir",
        )
    )
    assert page.embeds[0].description == "a dock"
    lines = (fields(page)[ONLY] or "").splitlines()
    assert lines[0] == "type: Location"
    assert lines[2:] == ["tag: rain", "search: “dock”", f"by: <@{harness.player.id}>"]


async def test_an_option_that_cannot_be_is_a_sentence(harness: DiscordHarness) -> None:
    too_long = await harness.player.slash(harness.channel, "image gallery", search="x" * 101)
    assert private_answer(too_long) == "Search for 100 characters at most; a few words are enough."
    assert "at most 32 characters" in private_answer(
        await harness.player.slash(harness.channel, "image gallery", tag="x" * 33)
    )
    assert "I do not know the style" in private_answer(
        await harness.player.slash(harness.channel, "image gallery", style="no")
    )
    assert harness.env.errors


async def test_tags_and_styles_are_suggested_from_what_hangs_here(harness: DiscordHarness) -> None:
    dock = await harness.generate_image("a dock", style="neon_noir")
    await tag_image(harness, dock, "rain", "razor", "harbour")
    tags = await harness.player.autocomplete(harness.channel, "image gallery", "tag", "RA")
    assert [each["value"] for each in tags] == ["rain", "razor"]
    styles = await harness.player.autocomplete(harness.channel, "image gallery", "style", "")
    assert [each["value"] for each in styles] == ["neon_noir"]


async def test_secret_pictures_are_in_no_filter_search_menu_or_suggestion_of_a_player(harness: DiscordHarness) -> None:
    await harness.generate_image("a dock")
    secret = await harness.generate_secret("the traitor")
    await harness.services.gallery.set_tags(secret.id, harness.as_gm(), ["betrayal"])
    await harness.services.gallery.favorite(
        secret.id, await harness.services.sessions.context(harness.as_gm()), starred=True
    )
    page = await harness.open_gallery()
    for word in ("traitor", "betrayal"):
        await submit_form(harness, page, "search", {"words": word})
        assert "No pictures match" in (harness.refetch(page).embeds[0].description or "")
    await harness.press(harness.refetch(page), "all")
    await choose_option(harness, harness.refetch(page), "filter", "favorites")
    assert "No picture has a star" in (harness.refetch(page).embeds[0].description or "")
    await harness.press(harness.refetch(page), "all")
    assert "has a tag yet" in private_answer(await choose_option(harness, page, "filter", "tag"))
    for command, option in (("image gallery", "tag"), ("image tag", "tags"), ("image tag", "picture")):
        offers = await harness.player.autocomplete(harness.channel, command, option, "")
        assert not any("traitor" in each["name"] or "betrayal" in each["name"] for each in offers), (command, option)
    assert [each["name"] for each in await harness.gm.autocomplete(harness.channel, "image gallery", "tag", "")] == [
        "betrayal"
    ], "for the GM it is there"


async def test_a_shared_page_of_a_gm_offers_no_secrets_either(harness: DiscordHarness) -> None:
    await harness.generate_image("a dock", by=harness.gm)
    secret = await harness.generate_secret()
    await harness.services.gallery.set_tags(secret.id, harness.as_gm(), ["betrayal"])
    page = await harness.open_gallery(by=harness.gm)
    await choose_option(harness, page, "filter", "mine", by=harness.gm)
    assert footer(harness.refetch(page)) == "Picture 1 of 1, newest first"
    assert "has a tag yet" in private_answer(
        await choose_option(harness, harness.refetch(page), "filter", "tag", by=harness.gm)
    )


async def test_menus_and_forms_answer_after_a_restart(harness: DiscordHarness) -> None:
    dock, *_ = await generate_each(harness, SCENES)
    await tag_image(harness, dock, "rain")
    page = await harness.open_gallery()
    await choose_option(harness, page, "filter", "tag")
    form = await harness.press(page, "search")
    await harness.restart()
    await choose_option(harness, harness.refetch(page), "narrow", "rain")
    assert footer(harness.refetch(page)) == "Picture 1 of 1, newest first"
    await harness.player.submit_modal(form, {"words": "dock"})
    assert fields(harness.refetch(page))[ONLY] == "tag: rain\nsearch: “dock”"
    await harness.press(harness.refetch(page), "search")
    await choose_option(harness, harness.refetch(page), "filter", "all")
    assert footer(harness.refetch(page)) == "Picture 1 of 3, newest first"


async def test_a_menu_of_a_page_that_nobody_remembers_is_a_sentence(harness: DiscordHarness) -> None:
    lost = button("search", "not-there")
    result = await harness.player.click(await harness.post_button(lost), custom_id=lost.custom_id)
    assert private_answer(result) == "This page is too old to turn. Open the gallery again with /image gallery."


async def test_generate_on_a_page_opens_the_form(harness: DiscordHarness) -> None:
    page = await harness.open_gallery()
    result = await harness.press(page, "paint", by=harness.other)
    await harness.other.submit_modal(result, {"description": "a dock"})
    await harness.wait_until_delivered()
    found = await harness.services.gallery.page(as_player(harness))
    assert found.images[0].prompt == "a dock"


async def test_what_is_searched_for_formats_nothing(harness: DiscordHarness) -> None:
    page = answer(await harness.player.slash(harness.channel, "image gallery", search="**bold** @here", tag="`x`"))
    assert fields(page)[ONLY] == r"tag: \`x\`" + "\n" + r"search: “\*\*bold\*\* \@here”"


async def test_painters_are_known_by_the_name_that_their_server_shows(harness: DiscordHarness) -> None:
    await harness.generate_image()
    (painter,) = await harness.services.gallery.members(harness.as_gm())
    assert (painter.value, painter.name) == (str(harness.player.id), harness.player.name)
