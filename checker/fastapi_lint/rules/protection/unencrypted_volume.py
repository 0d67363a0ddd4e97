"""A volume in which data rests is not encrypted."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.deployment import Kubernetes
from fastapi_lint.model.finding import Finding

_CLOUD = ("ebs.csi.aws.com", "kubernetes.io/aws-ebs", "efs.csi.aws.com")
_KEYS = ("encrypted", "kmsKeyId", "diskEncryptionSetID", "disk-encryption-kms-key", "encryption")


def check(objects: Kubernetes) -> Iterator[Finding]:
    for storage in objects.of_kind("StorageClass"):
        options = dict(storage.items("parameters"))
        off = next((options[k] for k in _KEYS if k in options and options[k].text().lower() == "false"), None)
        name = storage.text("metadata", "name") or "this class"
        if off is not None:
            yield Finding(off.at, {"name": name})
        elif storage.text("provisioner") in _CLOUD and not any(key in options for key in _KEYS):
            yield Finding(storage.at, {"name": name})
