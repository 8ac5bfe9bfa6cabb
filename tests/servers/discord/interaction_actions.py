"""What people do through interactions: commands, buttons and modals."""

from collections.abc import Mapping, Sequence

from .guild import CHANNEL_ID, GM_ID, PLAYER_ID
from .interactions import ACKNOWLEDGE_SECONDS, AUTOCOMPLETE, COMMAND, COMPONENT, MODAL_SUBMIT, Interaction
from .modals import fill_in_modal
from .observed_state import ObservedState
from .permissions import Permission
from .resolver import Resolver
from .snowflakes import Json

_USER_COMMAND, _MESSAGE_COMMAND = 2, 3


class InteractionActions(ObservedState):
    """Each method waits for the bot's acknowledgement, unless told `wait=False`, and returns the live record."""

    async def slash(
        self,
        path: str,
        options: Mapping[str, object] | None = None,
        *,
        user: int = PLAYER_ID,
        channel: int = CHANNEL_ID,
        locale: str = "en-US",
        permissions: Permission | None = None,
        wait: bool = True,
    ) -> Interaction:
        """Run `/image generate` and the like; an attachment option takes an `Upload`, a user option an id."""
        data = self.parts.commands.invocation(path, options or {}, self._resolver(channel), None)
        interaction = Interaction(type=COMMAND, user_id=user, channel_id=channel, data=data, source=None)
        return await self._start(interaction, locale=locale, permissions=permissions, wait=wait)

    async def autocomplete(
        self,
        path: str,
        options: Mapping[str, object],
        focus: str,
        *,
        user: int = PLAYER_ID,
        channel: int = CHANNEL_ID,
        locale: str = "en-US",
    ) -> list[Json]:
        """What the bot offers while the person types the option `focus`."""
        data = self.parts.commands.invocation(path, options, self._resolver(channel), focus)
        interaction = Interaction(type=AUTOCOMPLETE, user_id=user, channel_id=channel, data=data, source=None)
        return (await self._start(interaction, locale=locale, permissions=None, wait=True)).choices

    async def message_command(
        self,
        name: str,
        message_id: int,
        *,
        user: int = PLAYER_ID,
        locale: str = "en-US",
        permissions: Permission | None = None,
        wait: bool = True,
    ) -> Interaction:
        """Pick a context-menu command on a message; the bot gets the message with its content."""
        message = self.visible_message(message_id, user)
        resolver = self._resolver(message.channel_id)
        resolver.message(message, user)
        data = self.parts.commands.on_target(name, _MESSAGE_COMMAND, message_id, resolver)
        interaction = Interaction(type=COMMAND, user_id=user, channel_id=message.channel_id, data=data, source=None)
        return await self._start(interaction, locale=locale, permissions=permissions, wait=wait)

    async def user_command(
        self,
        name: str,
        target: int,
        *,
        user: int = GM_ID,
        channel: int = CHANNEL_ID,
        locale: str = "en-US",
        permissions: Permission | None = None,
        wait: bool = True,
    ) -> Interaction:
        """Pick a context-menu command on a person."""
        resolver = self._resolver(channel)
        resolver.user(target)
        data = self.parts.commands.on_target(name, _USER_COMMAND, target, resolver)
        interaction = Interaction(type=COMMAND, user_id=user, channel_id=channel, data=data, source=None)
        return await self._start(interaction, locale=locale, permissions=permissions, wait=wait)

    async def click(
        self,
        message_id: int,
        custom_id: str,
        *,
        user: int = PLAYER_ID,
        values: Sequence[str] = (),
        locale: str = "en-US",
        permissions: Permission | None = None,
        wait: bool = True,
    ) -> Interaction:
        """Click a button, or choose `values` in a select."""
        message = self.visible_message(message_id, user)
        component = message.component(custom_id)
        assert component is not None, f"no {custom_id!r} on message {message_id}, only {message.custom_ids}"
        assert not component.get("disabled"), f"{custom_id!r} is disabled"
        data = {"custom_id": custom_id, "component_type": component["type"], "id": component["id"]}
        data |= {"values": list(values)}
        interaction = Interaction(
            type=COMPONENT, user_id=user, channel_id=message.channel_id, data=data, source=message
        )
        return await self._start(interaction, locale=locale, permissions=permissions, wait=wait)

    async def submit_modal(
        self,
        shown: Interaction,
        answers: Mapping[str, object],
        *,
        locale: str = "en-US",
        permissions: Permission | None = None,
        wait: bool = True,
    ) -> Interaction:
        """Fill in and send the modal with which the bot answered `shown`, by custom_id."""
        data = fill_in_modal(shown.modal, answers, self._resolver(shown.channel_id))
        interaction = Interaction(
            type=MODAL_SUBMIT, user_id=shown.user_id, channel_id=shown.channel_id, data=data, source=shown.source
        )
        return await self._start(interaction, locale=locale, permissions=permissions, wait=wait)

    async def acknowledged(self, interaction: Interaction) -> Interaction:
        """Wait for the acknowledgement as long as Discord would."""
        left = max(0.0, ACKNOWLEDGE_SECONDS - interaction.age) + 0.2
        await self.until(lambda: interaction.callback, within=left)
        return interaction

    async def _start(
        self, interaction: Interaction, *, locale: str, permissions: Permission | None, wait: bool
    ) -> Interaction:
        await self.parts.interactions.start(interaction, locale=locale, permissions=permissions)
        return await self.acknowledged(interaction) if wait else interaction

    def _resolver(self, channel_id: int) -> Resolver:
        return Resolver(self.parts.guild, self.parts.cdn, channel_id)
