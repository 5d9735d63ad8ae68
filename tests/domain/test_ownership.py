"""Which other program made a resource, as its tags tell."""

import pytest

from tui.domain.ownership import owner


@pytest.mark.parametrize(
    ("tags", "whose"),
    [
        ({}, ""),
        ({"Name": "terraform-test", "owner": "team-pulumi"}, ""),
        ({"aws:cloudformation:stack-name": "network", "ManagedBy": "cdk"}, "CloudFormation stack network"),
        ({"ManagedBy": "Terraform"}, "Terraform"),
        ({"managed-by": "terraform"}, "Terraform"),
        ({"managed_by": "terraform v1.9 / network"}, "Terraform"),
        ({"terraform": "true"}, "Terraform"),
        ({"Terraform": "false"}, ""),
        ({"terraform": ""}, ""),
        ({"Provisioner": "OpenTofu"}, "OpenTofu"),
        ({"created by": "Pulumi"}, "Pulumi"),
        ({"ManagedBy": "hand"}, ""),
    ],
)
def test_only_what_a_tag_says_for_sure_is_taken(tags: dict[str, str], whose: str) -> None:
    assert owner(tags) == whose
