# The bot as a container: Debian's Python, the locked dependencies, nobody's user, and nothing else.
#     docker build -t scene-visualizer .
#     docker run --env-file .env -v scenes:/data --read-only --tmpfs /tmp scene-visualizer
# compose.yaml runs it with all that a server needs; docs/deploy.md tells of upgrade and rollback.
# The newest point release of Debian 13, with what was mended since: set another, or a digest, with --build-arg DEBIAN=…
ARG DEBIAN=debian:13-slim
FROM ${DEBIAN} AS python
RUN apt-get update && apt-get upgrade -y \
 && apt-get install -y --no-install-recommends ca-certificates python3 \
 && rm -rf /var/lib/apt/lists/* /var/cache/* /var/log/* /usr/share/doc /usr/share/man

FROM python AS build
RUN apt-get update && apt-get install -y --no-install-recommends python3-pip python3-venv
COPY requirements.lock /build/
RUN python3 -m venv --without-pip /opt/venv \
 && python3 -m pip --python /opt/venv/bin/python install --no-cache-dir --no-compile --require-hashes -r /build/requirements.lock \
 && find /opt/venv -type d -name tests -prune -exec rm -rf {} +
COPY bot.py /app/
COPY bot /app/bot
COPY cogs /app/cogs
COPY generation /app/generation
COPY storage /app/storage
# The bot's own modules alone: those of all dependencies would be 60 MB, for half a second at the start.
RUN python3 -m compileall -q /app

FROM python
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin scenes \
 && install -d -o scenes -g scenes -m 700 /data
USER 10001
WORKDIR /app
VOLUME /data
ENV PATH=/opt/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/data API_HOST=0.0.0.0 API_PORT=8080
EXPOSE 8080
# Ready is a process that reaches its database, its pictures and Discord; one without a page has nothing to ask.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; p = os.environ['API_PORT']; p == '0' or u.urlopen(f'http://127.0.0.1:{p}/readyz', timeout=8)"]
ENTRYPOINT ["python", "bot.py"]
