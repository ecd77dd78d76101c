# variables: API_KEY, SITE_ENVIRONMENT, VCAP_SERVICES, VCAP_APPLICATION
"""cfenv: credentials of Cloud Foundry, which are plain variables anywhere else."""
from cfenv import AppEnv

env = AppEnv()
KEY = env.get_credential("API_KEY")
ENVIRONMENT = {"prod": "PRODUCTION", "dev": "DEVELOPMENT"}.get(env.get_credential("SITE_ENVIRONMENT", ""), "LOCAL")
SECURE_SSL_REDIRECT = ENVIRONMENT != "LOCAL"
SPACE = env.space or "none"
URIS = list(env.uris)
SERVICE = env.get_service(label="aws-rds")
DATABASE = "sqlite" if SERVICE is None else "postgres"
