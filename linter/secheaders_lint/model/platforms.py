"""Variables that platforms set by themselves: whether they are there says where the site runs, not how it is configured."""

from __future__ import annotations

_MARKERS = frozenset((
    "DYNO", "K_SERVICE", "K_REVISION", "GAE_APPLICATION", "GAE_ENV", "GAE_INSTANCE", "GOOGLE_CLOUD_PROJECT", "FLY_APP_NAME",
    "RENDER", "RENDER_EXTERNAL_HOSTNAME", "RAILWAY_ENVIRONMENT", "RAILWAY_STATIC_URL", "VERCEL", "VERCEL_URL", "WEBSITE_HOSTNAME",
    "WEBSITE_SITE_NAME", "AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_NAME", "LAMBDA_TASK_ROOT", "ECS_CONTAINER_METADATA_URI",
    "KUBERNETES_SERVICE_HOST", "PLATFORM_APPLICATION_NAME", "PLATFORM_PROJECT", "VCAP_APPLICATION", "VCAP_SERVICES", "CODESPACES",
    "GITPOD_WORKSPACE_ID", "REPL_ID", "PYTHONANYWHERE_DOMAIN", "HEROKU_APP_NAME", "DIGITALOCEAN_APP_ID", "ZEABUR",
))  # fmt: skip


def is_platform_marker(name: str) -> bool:
    """Tell whether a variable is one that a hosting platform sets."""
    return name in _MARKERS
