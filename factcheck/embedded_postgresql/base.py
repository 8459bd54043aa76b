"""The backend's one class, under the name that Django looks for."""

from typing import Any

from django.conf import settings

from factcheck.embedded import Embedded, EmbeddedError
from factcheck.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        embedded: Embedded | None = settings.EMBEDDED
        assert embedded is not None
        try:
            embedded.ensure()
        except EmbeddedError as error:
            raise self.Database.OperationalError(str(error)) from error
        return super().get_new_connection(conn_params)
