"""Reads what the checks look at, all at once, and shows each answer as it comes; makes the repairs."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from tui.domain.checks import may_clash
from tui.domain.diagnosis import NEEDS, Observed
from tui.domain.draft import asked
from tui.domain.endpoints import EndpointChange
from tui.domain.errors import PrivateEndpointError
from tui.domain.findings import AdmitPort, CheckInputs, EnablePrivateDns, Neighbours, Repair, TurnOnDns
from tui.domain.probes import Resolution
from tui.providers.base import AwsAccounts, AwsProvider
from tui.providers.probe import NetworkProbe

Reader = Callable[[], Awaitable[Any]]


class Preflight:
    """The eyes of the checks. Reading raises nothing: what cannot be read is kept as its error."""

    def __init__(self, aws: AwsAccounts, probe: NetworkProbe) -> None:
        self._aws, self._probe = aws, probe

    async def gather(self, known: CheckInputs, needs: frozenset[str], show: Callable[[CheckInputs], None]) -> None:
        """Read the fields of `known` that are needed and can be asked for; `show` is called after each answer."""

        async def read(field: str, reader: Reader) -> None:
            nonlocal known
            answer = {field: await _answer(reader)}
            known = replace(known, **answer)
            show(known)

        async with asyncio.TaskGroup() as group:
            for field, reader in self._readers(known).items():
                if field in needs:
                    group.create_task(read(field, reader))

    async def observe(self, seen: Observed, show: Callable[[Observed], None]) -> None:
        """Read what AWS says of an endpoint and look at the network from here; `show` is called after each answer."""

        def take(**values: Any) -> None:
            nonlocal seen
            seen = replace(seen, **values)
            show(seen)

        async def look() -> None:
            endpoint = seen.known.endpoint
            ids = endpoint.network_interface_ids if endpoint else ()
            region, aws = seen.known.draft.region, self._aws[seen.known.facts.aws_profile]
            take(interfaces=await _answer(lambda: aws.describe_network_interfaces(region, ids)))
            towards = next(iter(seen.addresses), "")
            take(local_address=self._probe.local_address(towards) if towards else "")

        async def resolve() -> None:
            take(resolution=await self._probe.resolve(seen.host) if seen.host else Resolution())

        async with asyncio.TaskGroup() as group:
            group.create_task(self.gather(seen.known, NEEDS, lambda known: take(known=known)))
            group.create_task(look())
            group.create_task(resolve())
        if seen.inside and (address := _target(seen)):
            take(talk=await self._probe.talk(address, seen.known.port, seen.host))

    async def repair(self, region: str, repair: Repair, profile: str = "") -> None:
        """Make a fix, in the account of `profile`. Raises PrivateEndpointError."""
        aws = self._aws[profile]
        match repair:
            case AdmitPort():
                await aws.admit_port(region, repair.group_id, repair.port, repair.cidr)
            case TurnOnDns():
                await aws.modify_vpc_dns(region, repair.vpc_id, repair.attribute)
            case EnablePrivateDns():
                change = EndpointChange(private_dns=True)
                await aws.modify_vpc_endpoint(region, repair.vpc_endpoint_id, change)

    def _readers(self, known: CheckInputs) -> Mapping[str, Reader]:
        """How each field is read, as far as what it takes is known."""
        aws, region = self._aws[known.facts.aws_profile], known.draft.region
        vpc_id, service = known.vpc_id, known.service_name
        readers: dict[str, Reader] = {"identity": aws.caller_identity}
        if service:
            readers["service"] = lambda: aws.find_endpoint_service(region, service)
        if vpc_id:
            readers |= {
                "vpcs": lambda: aws.list_vpcs(region),
                "subnets": lambda: aws.list_subnets(region, vpc_id),
                "groups": lambda: aws.list_security_groups(region, vpc_id),
                "dns": lambda: aws.vpc_dns(region, vpc_id),
                "neighbours": lambda: _neighbours(aws, region, vpc_id, service),
            }
        if known.can_be_created:
            readers["allowed"] = lambda: _allowed(aws, known)
        return readers


async def _allowed(aws: AwsProvider, known: CheckInputs) -> bool:
    await aws.dry_run_create(asked(known.draft, known.service_name, known.facts.cluster))
    return True


async def _neighbours(aws: AwsProvider, region: str, vpc_id: str, service: str) -> Neighbours:
    """The VPC's endpoints, and the private DNS names that those to other people's services have."""
    endpoints = await aws.endpoints_in_vpc(region, vpc_id)
    asked = sorted({each.service_name for each in endpoints if may_clash(each)} - {service})
    found = await asyncio.gather(*(_name(aws, region, each) for each in asked))
    return Neighbours(endpoints, {name: told for name, told in zip(asked, found, strict=True) if told is not None})


async def _name(aws: AwsProvider, region: str, service: str) -> str | None:
    try:
        return (await aws.find_endpoint_service(region, service)).private_dns_name
    except PrivateEndpointError:  # its check says which endpoint's name could not be read
        return None


async def _answer(reader: Reader) -> Any:
    try:
        return await reader()
    except PrivateEndpointError as error:
        return error


def _target(seen: Observed) -> str:
    """What the name leads to, an address of the endpoint first; without a name the endpoint's own."""
    resolved = seen.resolution.addresses if seen.resolution else ()
    own = [each for each in seen.addresses if each in resolved]
    return next(iter((*own, *resolved, *seen.addresses)), "")
