"""What graders would say of the predicted page: the Observatory's score exactly, the letter of securityheaders.com as an estimate."""

from __future__ import annotations
