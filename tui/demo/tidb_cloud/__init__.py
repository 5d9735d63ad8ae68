"""TiDB Cloud's side of the demo: its Dedicated API and IAM's project list, beside the demo's AWS.

What the published descriptions say is checked on every call. Where they are silent, the demo assumes:

- an endpoint that asks for a service and has no record is listed as DISCOVERED, with neither a name nor an ID of one;
- a second record for the same endpoint in the same node group is refused (409, gRPC's ALREADY_EXISTS), also where the
  first has FAILED: that one is deleted first;
- what is not there is 404 (NOT_FOUND); a project that is not there is 403, like one that the key may not see;
- creating a connection accepts the VPC endpoint at once, while the record is PENDING for its five minutes;
- deleting one rejects the VPC endpoint in the moment that the record goes; deleting twice is no error;
- a record whose VPC endpoint was deleted in AWS turns FAILED when the endpoint is gone, not while it is being deleted;
- a service has no name, DNS name or zones while it is CREATING, nor has it before its cluster is there;
- a paused cluster keeps its services;
- a list with `-` for cluster and node group, and no `projectId`, is over all projects;
- page tokens are good only with the parameters that they came with;
- requests that no key has signed have a rate limit of their own, together.
"""
