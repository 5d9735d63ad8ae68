"""A private endpoint written down for other tools: Terraform, a shell, IAM."""
