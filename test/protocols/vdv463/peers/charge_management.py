"""A charge management that holds one day with a presystem: CERT KEY USER PASSWORD EDITION ECHO."""

import asyncio
import json
import ssl
import sys

import websockets
from wire import Wire

CERT, KEY, USER, PASSWORD, EDITION, ECHO = sys.argv[1:7]
SPOKEN = {"1.1": "v1.463.vdv.de", "2.0": "v2.463.vdv.de"}[EDITION]
NOW = "2026-03-10T20:15:00.5+01:00"


def process(n, status, **more):
    forecast = {} if EDITION == "1.1" else {"chargingPredictionDataStatus": "Ongoing"}
    return {
        "chargingPointStatus": "Occupied",
        "vehicleInfo": {
            "vehicleId": f"bus {n}",
            "vehicleStatusInfo": {},
            "vehicleChargingStatus": "Charging" if status == "Charging" else "Unknown",
            "preconditioningInfo": {},
            "tractionBatteryInfo": {"stateOfCharge": 41.5},
        },
        "chargingProcessInfo": {
            "chargingProcessId": f"process {n}",
            "processStatus": status,
            "startTime": NOW,
            "chargingPredictionData": forecast,
            "electricData": {"chargingPower": 74.2 if status == "Charging" else 0},
            **more,
        },
    }


def depot(points, rejected=()):
    station = {
        "chargingStationId": "station",
        "chargingPointInfoList": [
            {"chargingPointId": f"urn:x:cp:{n}", "chargingPointStatus": "Available", **points.get(n, {})}
            for n in (1, 2, 3)
        ],
    }
    if EDITION == "1.1":
        station["chargingStationStatus"] = "Available"
    payload = {"depotInfoList": [{"depotId": "nord", "chargingStationInfoList": [station]}]}
    if rejected:
        payload["rejectedChargingRequestInfoList"] = list(rejected)
    return payload


class Day:
    def __init__(self):
        self.lists, self.boots, self.visits = [], [], 0
        self.over = asyncio.get_running_loop().create_future()

    async def asked(self, action, payload):
        if action == "BootNotification":
            self.boots.append(payload["presystem"])
            # The first is too early.
            return {"status": "Rejected" if len(self.boots) == 1 else "Accepted"}
        assert action == "ProvideChargingRequests", action
        assert self.is_told, "requests before information"
        ids = [each["chargingRequestId"] for each in payload["chargingRequestList"]]
        assert len(ids) == len(set(ids))
        self.lists.append({each["chargingRequestId"]: each for each in payload["chargingRequestList"]})
        return {}

    async def visited(self, socket, path):
        try:
            assert path == "/vdv463" and socket.subprotocol == SPOKEN, (path, socket.subprotocol)
            self.visits += 1
            self.is_told = False
            wire = Wire(socket, "CMS", None, self.asked, echo=ECHO == "echo")
            boots = len(self.boots)
            await wire.until(lambda: len(self.boots) > boots and len(self.boots) > 1, "boot")
            await (self.first if self.visits == 1 else self.second)(wire)
            await wire.listening
        except websockets.ConnectionClosed:
            pass
        except Exception as error:
            if not self.over.done():
                self.over.set_exception(error)

    async def inform(self, wire, points, rejected=()):
        self.is_told = True
        await wire.request("ProvideChargingInformation", depot(points, rejected))

    def last(self):
        return self.lists[-1] if self.lists else {}

    async def first(self, wire):
        await self.inform(wire, {})
        await wire.until(lambda: set(self.last()) == {"urn:x:cr:1", "urn:x:cr:2"}, "the night's list")
        ours = {"presystemId": wire.presystem_id, "chargingRequestId": "urn:x:cr:1"}
        if EDITION == "2.0":
            await self.inform(wire, {}, [{**ours, "chargingRequestId": "urn:x:cr:2", "reason": "no such point"}])
        for status in ("Preparing", "Queued", "Charging"):
            await self.inform(wire, {1: process(1, status, **ours)})
        await wire.until(
            lambda: self.last()["urn:x:cr:1"]["chargingRequestData"]["requestedTimeForDeparture"]
            == "2026-03-11T00:30:00.000Z",
            "departure is earlier",
        )
        await self.inform(wire, {1: process(1, "Charging", **ours), 3: process(3, "Charging")})
        await wire.until(
            lambda: self.last().get("urn:x:cr:3", {}).get("chargingProcessId") == "process 3"
            and self.last()["urn:x:cr:3"]["chargingRequestData"]["adHocCharging"] is True,
            "an unplanned one is asked for",
        )
        fault = {"chargingPointFaultCode": "OtherChargingPointFailure", "faultTimeStamp": NOW}
        faulted = {"chargingPointStatus": "Faulted", "chargingPointFaultInfo": fault}
        await self.inform(wire, {1: faulted, 2: process(1, "Charging", **ours)})
        await wire.until(
            lambda: self.last()["urn:x:cr:1"].get("chargingPointId") == "urn:x:cp:2",
            "the bus is looked for elsewhere",
        )
        wire.socket.transport.abort()

    async def second(self, wire):
        before = len(self.lists)
        await self.inform(wire, {2: process(1, "SuspendedEV")})
        await wire.until(lambda: len(self.lists) > before, "the whole list again")
        assert set(self.last()) == {"urn:x:cr:1", "urn:x:cr:2", "urn:x:cr:3"}
        await self.inform(wire, {})
        await wire.until(lambda: self.last() == {}, "nothing is wanted any more")
        self.over.set_result(None)


async def main():
    day = Day()
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(CERT, KEY)
    protocol = websockets.basic_auth_protocol_factory(realm="x", credentials=(USER, PASSWORD))
    server = await websockets.serve(
        day.visited, "127.0.0.1", 0, ssl=tls, subprotocols=[SPOKEN], create_protocol=protocol
    )
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    await day.over
    print('{"beat": "the day is over"}', flush=True)


asyncio.run(main())
