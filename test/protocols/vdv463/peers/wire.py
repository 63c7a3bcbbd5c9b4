"""One connection of VDV 463, written from the schemas alone, so that it shares no mistake with Busbar."""

import asyncio
import json
import uuid
from datetime import datetime, timezone

from websockets.exceptions import ConnectionClosedOK

ACTIONS = {"BootNotification", "ProvideChargingRequests", "ProvideChargingInformation"}


def now():
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Wire:
    """Sends requests and waits for their answers; hands what the other end asks to `asked`."""

    def __init__(self, socket, source, presystem_id, asked, echo=True):
        self.socket, self.source, self.presystem_id = socket, source, presystem_id
        self.asked, self.echo, self.open = asked, echo, {}
        self.changed = asyncio.Event()
        self.listening = asyncio.ensure_future(self.listen_until_closed())

    async def say(self, kind, action, payload, message_id):
        slots = [kind, self.source, self.presystem_id, now(), message_id, action, payload]
        await self.socket.send(json.dumps(slots))

    async def request(self, action, payload):
        """The payload of the confirmation; an error is one here, too."""
        message_id = str(uuid.uuid4())
        self.open[message_id] = asyncio.get_running_loop().create_future()
        await self.say(1, action, payload, message_id)
        kind, answered, answer = await self.unless_over(self.open[message_id], action)
        del self.open[message_id]
        assert kind == 2, f"{action} is refused: {answer}"
        assert answered == action, f"{action} is answered as {answered}"
        return answer

    async def listen_until_closed(self):
        try:
            await self.listen()
        except ConnectionClosedOK:
            # Closed in good order while something was being said.
            pass

    async def listen(self):
        async for text in self.socket:
            assert isinstance(text, str)
            print(json.dumps({"frame": text}), flush=True)
            slots = json.loads(text)
            assert len(slots) == 7, text
            kind, _, presystem_id, at, message_id, action, payload = slots
            assert type(kind) is int and action in ACTIONS, text
            assert datetime.fromisoformat(at.replace("Z", "+00:00")).tzinfo is not None
            uuid.UUID(message_id)
            if self.presystem_id is None:
                self.presystem_id = presystem_id
            assert presystem_id == self.presystem_id, text
            if kind == 1:
                answer = await self.asked(action, payload)
                await self.say(2, action, answer, message_id if self.echo else str(uuid.uuid4()))
            else:
                waiting = self.open.get(message_id)
                assert waiting is not None, f"an answer to nothing: {text}"
                waiting.set_result((kind, action, payload))
            self.changed.set()

    async def until(self, is_so, what):
        """Waits for what the other end says to make something so."""
        async def look():
            while not is_so():
                self.changed.clear()
                await self.changed.wait()

        await self.unless_over(asyncio.ensure_future(look()), what)
        print(json.dumps({"beat": what}), flush=True)

    async def unless_over(self, hoped, what):
        """What is hoped for; what went wrong while listening, if that comes first."""
        await asyncio.wait(
            {hoped, self.listening}, timeout=60, return_when=asyncio.FIRST_COMPLETED
        )
        if hoped.done():
            return hoped.result()
        hoped.cancel()
        if self.listening.done():
            self.listening.result()
        raise AssertionError(f"never came: {what}")
