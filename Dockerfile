# One image for web, worker, beat and migrate; docker-compose.yml says which command each runs.

FROM python:3.11-slim-bookworm AS build
# uv installs the dependencies that pyproject.toml names without the project itself, so that this layer outlives changes of the code.
RUN pip install --no-cache-dir uv==0.13.9
WORKDIR /build
COPY pyproject.toml requirements.lock ./
# What tells of errors and traces is there, and is not even imported where its address is not set.
RUN uv venv /opt/venv && uv pip install --no-cache --python /opt/venv --constraint requirements.lock --requirement pyproject.toml \
    --extra sentry --extra otel

FROM python:3.11-slim-bookworm
RUN groupadd --system --gid 10001 factcheck && useradd --system --uid 10001 --gid factcheck --home-dir /app --shell /usr/sbin/nologin factcheck
COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY manage.py ./
COPY factcheck factcheck
COPY claims claims
COPY templates templates
ENV PATH=/opt/venv/bin:$PATH \
    FACTCHECK_STATE=/srv/factcheck \
    MALLOC_ARENA_MAX=2 \
    OTEL_SERVICE_NAME=factcheck \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
RUN python -m compileall -q /opt/venv/lib manage.py factcheck claims && python manage.py collectstatic --noinput --verbosity 0
USER factcheck
EXPOSE 8000
# The request comes in the name of PUBLIC_URL, as through the proxy: Django refuses any other host and redirects plain http.
HEALTHCHECK --interval=15s --timeout=10s --start-period=60s --retries=3 CMD ["python", "-c", "\
import http.client, os, sys, urllib.parse; \
public = urllib.parse.urlsplit(os.environ.get('PUBLIC_URL') or 'http://127.0.0.1:8000'); \
web = http.client.HTTPConnection('127.0.0.1', 8000, timeout=8); \
web.request('GET', '/health/ready', headers={'Host': public.netloc, 'X-Forwarded-Proto': public.scheme}); \
sys.exit(web.getresponse().status != 200)"]
# The root file system may be read-only: nothing is written but below /tmp and /dev/shm.
CMD ["gunicorn", "factcheck.wsgi:application", "--preload", "--bind", "0.0.0.0:8000", "--workers", "2", "--worker-class", "factcheck.web_worker.TurnWorker", \
    "--threads", "8", "--worker-tmp-dir", "/dev/shm", "--no-control-socket", \
    "--access-logfile", "-", "--access-logformat", "%(h)s %(r)s %(s)s %(b)s %(M)s ms"]
