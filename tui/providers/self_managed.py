"""TiDB that the operator's organisation runs on AWS, behind network load balancers, through its service account."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from tui.domain import requests
from tui.domain.clusters import CloudProvider, Cluster
from tui.domain.endpoints import ConnectionState, DnsNameState, PrivateEndpointConnection, PrivateLinkService
from tui.domain.errors import InvalidRequest, NotFound, PermissionDenied, PrivateEndpointError
from tui.domain.parts import Part, group_place, whole
from tui.domain.requests import Request
from tui.providers import self_managed_parse as parse
from tui.providers.aws_errors import raise_unsuccessful
from tui.providers.aws_parse import MOST_FILTER_VALUES, Raw, as_json, filters, rows
from tui.providers.denials import name_tags
from tui.providers.lost import LOST, done_or_found
from tui.providers.refusals import ENDPOINT
from tui.providers.session import Clients
from tui.threads import in_thread

if TYPE_CHECKING:
    from types_boto3_ec2 import EC2Client
    from types_boto3_elbv2 import ElasticLoadBalancingv2Client

T = TypeVar("T")
SOURCE = "TiDB"
CONFIGURED = "configured"
"""The place of the clusters that the configuration names."""
MOST_ARNS = 20
"""How many ARNs ELBv2 DescribeTags takes."""

_ACCEPTED = frozenset({ConnectionState.PENDING, ConnectionState.ACTIVE})
_REJECTED = frozenset({ConnectionState.REJECTED})
_VERIFYING = frozenset({DnsNameState.VERIFIED, DnsNameState.PENDING_VERIFICATION})


class SelfManagedTidb:
    """TidbProvider over ELBv2 and EC2; a cluster's ID is its load balancer's ARN."""

    def __init__(
        self,
        clients: Clients,
        regions: tuple[str, ...] | Callable[[], tuple[str, ...]],
        configured: tuple[Cluster, ...],
    ) -> None:
        """Discover clusters in `regions`; a `configured` one adds to them, or replaces the one of the same ID.

        Regions that have to be looked up are so in a thread, until that succeeds.
        """
        self._clients = clients
        self._regions = regions
        self._configured = configured
        self._zone_ids: dict[str, dict[str, str]] = {}

    async def list_clusters(self) -> list[Part[Cluster]]:
        """A part a region, and one of those that are configured, at CONFIGURED."""
        if callable(self._regions):
            self._regions = await in_thread(self._regions)
        found = await asyncio.gather(*map(self._clusters, self._regions))
        return [*found, Part(CONFIGURED, self._configured, label="the configuration")]

    async def list_services(self, clusters: Sequence[Cluster]) -> list[Part[PrivateLinkService]]:
        on_aws = [each for each in clusters if each.cloud is CloudProvider.AWS and _has_balancer(each)]
        regions = dict.fromkeys(each.region for each in on_aws)
        found = await asyncio.gather(*(self._services(region, on_aws) for region in regions))
        return [part for parts in found for part in parts]

    async def list_connections(self, services: Sequence[PrivateLinkService]) -> list[Part[PrivateEndpointConnection]]:
        named = [each for each in services if each.name]
        regions = dict.fromkeys(each.region for each in named)
        return await asyncio.gather(
            *(self._connections(region, [each for each in named if each.region == region]) for region in regions)
        )

    async def ensure_service(self, cluster: Cluster, node_group_id: str) -> PrivateLinkService:  # noqa: ARG002 - one service a cluster here
        return await self._existing(cluster) or await self._create(cluster)

    async def permit(self, service: PrivateLinkService, principal: str) -> None:
        write = self._write(requests.permit(service.region, service.id, principal))
        await done_or_found(write, lambda: self._permitted(service, principal))

    async def verify_name(self, service: PrivateLinkService) -> None:
        write = self._write(requests.verify_name(service.region, service.id))
        try:
            await done_or_found(write, lambda: self._verifying(service))
        except (InvalidRequest, NotFound) as error:
            if not error.request_id:  # never sent; AWS's own refusal: too new, and entering the step again asks again
                raise

    async def accept(self, service: PrivateLinkService, vpc_endpoint_id: str) -> None:
        id_ = service.id
        await self._decide(
            service,
            vpc_endpoint_id,
            requests.accept(service.region, id_, vpc_endpoint_id),
            _ACCEPTED,
        )

    async def reject(self, service: PrivateLinkService, vpc_endpoint_id: str) -> None:
        id_ = service.id
        await self._decide(
            service,
            vpc_endpoint_id,
            requests.reject(service.region, id_, vpc_endpoint_id),
            _REJECTED,
        )

    async def delete_service(self, service: PrivateLinkService) -> None:
        id_ = service.id
        write = self._write(requests.delete_service(service.region, id_))
        with contextlib.suppress(NotFound):
            await done_or_found(write, lambda: self._deleted(service.region, id_))

    async def find_connection(
        self,
        service: PrivateLinkService,
        vpc_endpoint_id: str,
        record_id: str = "",  # noqa: ARG002 - AWS knows it by the endpoint
    ) -> PrivateEndpointConnection | None:
        wanted = filters(vpc_endpoint_id=[vpc_endpoint_id])
        found = await self._ec2(service.region, lambda ec2: _connection_rows(ec2, lambda raw: raw, wanted))
        ours = (parse.connection(raw, service) for raw in found if _is_of(raw, service, vpc_endpoint_id))
        return next((each for each in ours if each), None)

    async def raw_connection(self, service: PrivateLinkService, vpc_endpoint_id: str) -> str:
        wanted = filters(service_id=[service.id], vpc_endpoint_id=[vpc_endpoint_id])
        for text in await self._ec2(service.region, lambda ec2: _connection_rows(ec2, as_json, wanted)):
            return text
        raise NotFound(f"{vpc_endpoint_id} does not ask for {service.name}.", ENDPOINT, SOURCE)

    async def _ec2(self, region: str, request: "Callable[[EC2Client], T]") -> T:
        return await self._clients.call("ec2", region, request, source=SOURCE)

    async def _elbv2(self, region: str, request: "Callable[[ElasticLoadBalancingv2Client], T]") -> T:
        return await self._clients.call("elbv2", region, request, source=SOURCE)

    async def _clusters(self, region: str) -> Part[Cluster]:
        """A configured cluster stands for the one of its ID."""
        configured = {each.id for each in self._configured}
        part = await _part(region, region, self._elbv2(region, _discover(region)))
        found = tuple(each for each in part.facts if each.id not in configured)
        nothing = part.complete and not part.facts and not any(each.region == region for each in self._configured)
        note = f"Region {region} has no cluster: check the setting regions." if nothing else ""
        return replace(part, facts=found, label=f"region {region}", note=note)

    async def _services(self, region: str, clusters: Iterable[Cluster]) -> list[Part[PrivateLinkService]]:
        mine = [each for each in clusters if each.region == region]
        try:
            raws = await self._configurations(region)
            found = [(each, raw) for each in mine if (raw := _configuration(raws, each)) is not None]
            services = {each.id: await self._service(raw, each) for each, raw in found}
        except PrivateEndpointError as error:
            return [Part(group_place(each.id), problem=error, label=each.name) for each in mine]
        told = ((each, services.get(each.id)) for each in mine)
        return [Part(group_place(each.id), (it,) if it else (), label=each.name) for each, it in told]

    async def _configurations(self, region: str, wanted: Sequence[Any] = ()) -> list[Raw]:
        def ask(ec2: "EC2Client") -> list[Raw]:
            pages = ec2.get_paginator("describe_vpc_endpoint_service_configurations")
            return rows(pages, "ServiceConfigurations", lambda raw: raw, wanted)

        return await self._ec2(region, ask)

    async def _service(self, raw: Raw, of: Cluster) -> PrivateLinkService:
        zones = tuple(raw.get("AvailabilityZoneIds") or ()) or await self._translate(
            of.region, raw.get("AvailabilityZones") or ()
        )
        return parse.service(raw, of.id, of.region, zones)

    async def _translate(self, region: str, names: Iterable[str]) -> tuple[str, ...]:
        """The IDs of zones that this account calls `names`; asked once a region, for they do not change."""
        if names and region not in self._zone_ids:
            answer = await self._ec2(region, lambda ec2: ec2.describe_availability_zones())
            zones = answer.get("AvailabilityZones", ())
            self._zone_ids[region] = {zone.get("ZoneName", ""): zone.get("ZoneId", "") for zone in zones}
        known = self._zone_ids.get(region, {})
        return tuple(known[name] for name in names if name in known)

    async def _connections(
        self, region: str, services: Sequence[PrivateLinkService]
    ) -> Part[PrivateEndpointConnection]:
        by_id = {each.id: each for each in services}
        wanted = filters(service_id=by_id) if len(by_id) <= MOST_FILTER_VALUES else []

        def read(raw: Raw) -> PrivateEndpointConnection | None:
            of = by_id.get(raw.get("ServiceId", ""))
            return parse.connection(raw, of) if of else None

        asking = self._ec2(region, lambda ec2: _connection_rows(ec2, read, wanted))
        part = await _part(region, f"region {region}", asking)
        return Part(region, tuple(each for each in part.facts if each), problem=part.problem, label=part.label)

    async def _existing(self, cluster: Cluster) -> PrivateLinkService | None:
        return next(iter(whole(await self.list_services([cluster]))), None)

    async def _create(self, cluster: Cluster) -> PrivateLinkService:
        if not _has_balancer(cluster):
            raise InvalidRequest(
                f"{cluster.name} names no network load balancer.",
                "Set load_balancer_arn of this cluster in the configuration.",
                source=SOURCE,
            )
        made: PrivateLinkService = await done_or_found(self._start(cluster), lambda: self._existing(cluster))
        return made

    async def _start(self, cluster: Cluster) -> PrivateLinkService:
        answer = await self._send(requests.create_service(cluster))
        return await self._service(answer.get("ServiceConfiguration", {}), cluster)

    async def _permitted(self, service: PrivateLinkService, principal: str) -> bool:
        wanted: Any = filters(principal=[principal])

        def ask(ec2: "EC2Client") -> bool:
            pages = ec2.get_paginator("describe_vpc_endpoint_service_permissions")
            found = pages.paginate(ServiceId=service.id, Filters=wanted)
            return any(raw.get("Principal") == principal for page in found for raw in page.get("AllowedPrincipals", ()))

        return await self._ec2(service.region, ask)

    async def _verifying(self, service: PrivateLinkService) -> bool:
        """Whether AWS looks for the TXT record that proves the domain, or found it: it says so, or that it failed."""
        found = await self._configurations(service.region, filters(service_id=[service.id]))
        return any(parse.service(raw, "", service.region, ()).dns_state in _VERIFYING for raw in found)

    async def _decide(
        self,
        service: PrivateLinkService,
        vpc_endpoint_id: str,
        request: Request,
        done: frozenset[ConnectionState],
    ) -> None:
        """Send the decision; a refusal is none where the connection is already in a state of `done`."""

        async def decided() -> bool:
            found = await self.find_connection(service, vpc_endpoint_id)
            return found is not None and found.state in done

        await done_or_found(self._write(request), decided, (*LOST, InvalidRequest))

    async def _send(self, request: Request) -> Any:
        try:
            return await self._ec2(request.region, lambda ec2: getattr(ec2, request.operation)(**request.parameters))
        except PermissionDenied as error:
            await name_tags(error, request, self._clients, source=SOURCE)
            raise

    async def _write(self, request: Request) -> bool:
        raise_unsuccessful(await self._send(request) or {}, source=SOURCE)
        return True

    async def _deleted(self, region: str, service_id: str) -> bool:
        """Whether the service is deleting, or gone."""
        found = await self._configurations(region, filters(service_id=[service_id]))
        return all(str(raw.get("ServiceState")).casefold() in {"deleting", "deleted"} for raw in found)


async def _part(place: str, label: str, asking: Awaitable[list[T]]) -> Part[T]:
    """What comes of it: facts or a problem."""
    try:
        return Part(place, tuple(await asking), label=label)
    except PrivateEndpointError as error:
        return Part(place, problem=error, label=label)


def _is_of(raw: Raw, service: PrivateLinkService, vpc_endpoint_id: str) -> bool:
    """Whether it is the endpoint's, and to that service as far as that is named."""
    return raw.get("VpcEndpointId") == vpc_endpoint_id and service.id in {"", raw.get("ServiceId")}


def _connection_rows(ec2: "EC2Client", read: Callable[[Raw], T], wanted: Sequence[Any]) -> list[T]:
    return rows(ec2.get_paginator("describe_vpc_endpoint_connections"), "VpcEndpointConnections", read, wanted)


def _has_balancer(cluster: Cluster) -> bool:
    return cluster.id.startswith("arn:")


def _discover(region: str) -> "Callable[[ElasticLoadBalancingv2Client], list[Cluster]]":
    """The clusters among the network load balancers of a region."""

    def ask(elbv2: "ElasticLoadBalancingv2Client") -> list[Cluster]:
        pages = elbv2.get_paginator("describe_load_balancers").paginate()
        balancers = [raw for page in pages for raw in page.get("LoadBalancers", ()) if raw.get("Type") == "network"]
        arns = [raw.get("LoadBalancerArn", "") for raw in balancers]
        labels: dict[str, dict[str, str]] = {}
        for start in range(0, len(arns), MOST_ARNS):
            answer = elbv2.describe_tags(ResourceArns=arns[start : start + MOST_ARNS])
            labels |= parse.labels_by_arn(answer.get("TagDescriptions", ()))
        found = (parse.cluster(raw, labels.get(raw.get("LoadBalancerArn", ""), {}), region) for raw in balancers)
        return [cluster for cluster in found if cluster]

    return ask


def _configuration(raws: Iterable[Raw], of: Cluster) -> Raw | None:
    """The service configuration of a cluster's load balancer; one that can be connected to wins."""
    states = ["available", "pending", "deleting"]
    own = [raw for raw in raws if of.id in (raw.get("NetworkLoadBalancerArns") or ())]
    live = [raw for raw in own if str(raw.get("ServiceState")).casefold() != "deleted"]
    ranked = sorted(live, key=lambda raw: [str(raw.get("ServiceState")).casefold() != state for state in states])
    return next(iter(ranked), None)
