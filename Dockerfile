# The dashboard as an image: built in one stage, run in another that has no compiler, no pip and no root.
# Packages are pinned with hashes. Pin the base, too, where you build: --build-arg BASE=python:3.11-slim@sha256:…
ARG BASE=python:3.11-slim

FROM ${BASE} AS build
WORKDIR /build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 SOURCE_DATE_EPOCH=1577836800
COPY deploy/requirements.txt deploy/requirements-build.txt ./
RUN python -m venv --without-pip /opt/dashboard \
    && pip --python /opt/dashboard/bin/python install --require-hashes --only-binary :all: -r requirements.txt \
    && python -m venv tools && tools/bin/pip install --require-hashes --only-binary :all: -r requirements-build.txt
COPY pyproject.toml README.md LICENSE app.py gunicorn.conf.py ./
COPY dashboard dashboard
COPY assets assets
COPY data data
RUN tools/bin/python -m hatchling build -t wheel -d wheels \
    && pip --python /opt/dashboard/bin/python install --no-deps --no-index wheels/*.whl

FROM ${BASE} AS run
RUN rm -rf /usr/local/lib/python3.*/site-packages/* /usr/local/lib/python3.*/ensurepip /usr/local/bin/pip* \
    && useradd --system --uid 10001 --user-group --home-dir /var/lib/dashboard --create-home dashboard
COPY --from=build /opt/dashboard /opt/dashboard
ENV PATH=/opt/dashboard/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 HOST=0.0.0.0 PORT=8050
USER 10001:10001
WORKDIR /var/lib/dashboard
VOLUME /var/lib/dashboard
EXPOSE 8050
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/healthz', timeout=4)"]
CMD ["python", "-m", "dashboard", "serve"]
