# The bot as a container: Debian's Python, the locked dependencies, nobody's user, and nothing else: no shell, no apt.
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
RUN apt-get update && apt-get install -y --no-install-recommends binutils python3-pip python3-venv
COPY requirements.lock /build/
RUN python3 -m venv --without-pip /opt/venv \
 && python3 -m pip --python /opt/venv/bin/python install --no-cache-dir --no-compile --require-hashes -r /build/requirements.lock \
 && find /opt/venv -type d -name tests -prune -exec rm -rf {} + \
 && find /opt/venv -type f -regex '.*\.\(c\|h\|a\|pyx\|pxd\|pyi\|dll\)' -delete
# What compiled modules hold for debuggers is 40 MB. Libraries beside them were put together for their wheels: they stay as they are.
RUN find /opt/venv -name '*.so' -not -path '*.libs/*' -exec strip --strip-unneeded {} + \
 && /opt/venv/bin/python -B -c 'import aiohttp, asyncpg, fontTools.subset, httptools, kornia_rs, numpy, obstore, PIL.Image, pi_heif, pydantic_core'
COPY bot.py /app/
COPY bot /app/bot
COPY cogs /app/cogs
COPY generation /app/generation
COPY storage /app/storage
# The bot's own modules alone: those of all dependencies would be 60 MB, for half a second at the start.
RUN python3 -m compileall -q /app

FROM python AS files
# What Python needs of Debian, by package; scanners of images read status.d. ca-certificates' own files are made from its parts.
ARG PACKAGES="base-files ca-certificates libbz2-1.0 libc6 libexpat1 libffi8 libgcc-s1 liblzma5 libncursesw6 \
 libpython3-stdlib libpython3.13-minimal libpython3.13-stdlib libreadline8t64 libsqlite3-0 libssl3t64 libstdc++6 libtinfo6 \
 libuuid1 libzstd1 media-types netbase python3 python3-minimal python3.13 python3.13-minimal tzdata zlib1g"
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin scenes \
 && mkdir -p /image/var/lib/dpkg/status.d \
 && { dpkg -L ${PACKAGES} && find /etc/ssl/certs/ca-certificates.crt /etc/passwd /etc/group /usr/lib/python3.13; } \
  | { grep -Ev '/gconv|^/usr/share/(doc|man|locale|lintian|bug|ca-certificates)' || true; } | sort -u \
  | { while read -r path; do if [ -e "${path}" ]; then echo "${path}"; fi; done; } \
  | tar -c --no-recursion -T - | tar -x -C /image \
 && for package in ${PACKAGES}; do dpkg -s "${package}" > "/image/var/lib/dpkg/status.d/${package}"; done \
 && install -d -m 700 /empty

FROM scratch
COPY --from=files /image /
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
COPY --from=files --chown=10001:10001 /empty /data
USER 10001
WORKDIR /app
VOLUME /data
ENV PATH=/opt/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/data API_HOST=0.0.0.0 API_PORT=8080
EXPOSE 8080
# Ready is a process that reaches its database, its pictures and Discord; one without a page has nothing to ask.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; p = os.environ['API_PORT']; p == '0' or u.urlopen(f'http://127.0.0.1:{p}/readyz', timeout=8)"]
ENTRYPOINT ["python", "bot.py"]
