"""A depot management that holds one day with a charge management: URL CA USER PASSWORD ID EDITION."""

import asyncio
import base64
import ssl
import sys

import websockets
from wire import Wire

URL, CA, USER, PASSWORD, ID, EDITION = sys.argv[1:7]
OFFERED = ["v1.463.vdv.de"] + (["v2.463.vdv.de"] if EDITION == "2.0" else [])


def request(n, point=None, departure="2026-03-11T04:00:00+01:00", **more):
    return {
        "vehicleId": f"bus {n}",
        "chargingRequestId": f"urn:x:cr:{n}",
        **({"chargingPointId": point} if point else {}),
        "chargingRequestData": {
            "expectedArrivalTimeAtChargingPoint": "2026-03-10T19:00:00Z",
            "expectedSocAtArrival": 35.5,
            "minTargetSoc": 70,
            "maxTargetSoc": 90,
            "requestedTimeForDeparture": departure,
            **more.pop("data", {}),
        },
        **more,
    }


class Day:
    def __init__(self):
        self.points, self.heard = {}, 0
        self.statuses = []

    async def asked(self, action, payload):
        assert action == "ProvideChargingInformation", action
        self.heard += 1
        for depot in payload["depotInfoList"]:
            for station in depot["chargingStationInfoList"]:
                assert ("chargingStationStatus" in station) == (EDITION != "2.0")
                for point in station["chargingPointInfoList"]:
                    self.points[point["chargingPointId"]] = point
        status = self.process("urn:x:cp:1").get("processStatus")
        if status and status not in self.statuses[-1:]:
            self.statuses.append(status)
        heard = self.heard
        # The next one is not to come before this is confirmed.
        await asyncio.sleep(0.03)
        assert self.heard == heard
        return {}

    def point(self, point_id):
        return self.points.get(point_id, {})

    def process(self, point_id):
        return self.point(point_id).get("chargingProcessInfo", {})

    async def connect(self):
        basic = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        socket = await websockets.connect(
            URL,
            ssl=ssl.create_default_context(cafile=CA),
            subprotocols=OFFERED,
            extra_headers={"Authorization": f"Basic {basic}"},
        )
        assert socket.subprotocol == OFFERED[-1], socket.subprotocol
        self.points, self.heard = {}, 0
        wire = Wire(socket, "BMS", ID, self.asked)
        answer = await wire.request("BootNotification", {"presystem": "BMS"})
        assert answer == {"status": "Accepted"}, answer
        await wire.until(lambda: self.heard > 0, "the depot")
        return wire

    async def hold(self):
        wire = await self.connect()

        async def tell(*requests):
            answer = await wire.request(
                "ProvideChargingRequests", {"chargingRequestList": list(requests)}
            )
            assert answer == {}, answer

        await tell(request(1, "urn:x:cp:1"), request(2))
        await wire.until(
            lambda: [
                each["chargingRequestId"]
                for each in self.point("urn:x:cp:1").get("scheduledChargingProcessList", [])
            ] == ["urn:x:cr:1"],
            "the stay is planned",
        )
        await wire.until(
            lambda: self.statuses == ["Preparing", "Queued", "Charging"], "the bus is charged"
        )
        assert self.process("urn:x:cp:1")["chargingRequestId"] == "urn:x:cr:1"
        forecast = lambda: self.process("urn:x:cp:1")["chargingPredictionData"][
            "chargingPredictionDataDepartureTime"
        ]["predictedDepartureTimeSoc"]
        before = forecast()
        earlier = "2026-03-11T01:30:00+01:00"
        await tell(request(1, "urn:x:cp:1", earlier), request(2))
        await wire.until(lambda: forecast() < before, "departure is earlier")
        await wire.until(lambda: "processStatus" in self.process("urn:x:cp:3"), "nobody's bus")
        found = self.process("urn:x:cp:3")
        assert "chargingRequestId" not in found
        adhoc = request(
            3,
            "urn:x:cp:3",
            data={"adHocCharging": True},
            chargingProcessId=found["chargingProcessId"],
        )
        await tell(request(1, "urn:x:cp:1", earlier), request(2), adhoc)
        await wire.until(
            lambda: self.process("urn:x:cp:3").get("chargingRequestId") == "urn:x:cr:3", "it is ours"
        )
        await wire.until(
            lambda: self.point("urn:x:cp:1")["chargingPointStatus"] == "Faulted"
            and self.point("urn:x:cp:1")["chargingPointFaultInfo"]["chargingPointFaultCode"]
            == "OtherChargingPointFailure",
            "a point is out of order",
        )
        await wire.until(
            lambda: self.process("urn:x:cp:2").get("chargingRequestId") == "urn:x:cr:1",
            "the bus stands elsewhere",
        )
        wire.socket.transport.abort()
        await asyncio.gather(wire.listening, return_exceptions=True)
        wire = await self.connect()
        assert self.process("urn:x:cp:2")["chargingRequestId"] == "urn:x:cr:1"
        # Meanwhile the second bus was cancelled.
        await tell(request(1, "urn:x:cp:2", earlier), adhoc)
        await wire.until(
            lambda: all(
                point["chargingPointStatus"] in ("Available", "Faulted")
                and "vehicleInfo" not in point
                for point in self.points.values()
            ),
            "all are gone",
        )
        await tell()
        await wire.socket.close()
        # What went wrong while listening is told.
        await wire.listening
        print('{"beat": "the day is over"}', flush=True)


asyncio.run(Day().hold())
