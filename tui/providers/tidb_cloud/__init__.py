"""TiDB Cloud as TiDB's side, over its Dedicated API v1beta1."""
