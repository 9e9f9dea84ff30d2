# The daemon as a container, its analysis compiled. The config lies in /config, everything that must survive in /data.
FROM python:3.12-slim AS build
WORKDIR /src
RUN apt-get update && apt-get install --yes --no-install-recommends gcc libc6-dev
COPY requirements.lock requirements-compile.lock ./
RUN python -m venv /opt/onrecord && /opt/onrecord/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
RUN python -m venv /opt/build && /opt/build/bin/pip install --no-cache-dir --require-hashes -r requirements-compile.lock
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY onrecord onrecord
COPY config config
COPY crawler crawler
COPY monitor monitor
COPY alerts alerts
COPY store store
RUN HATCH_BUILD_HOOKS_ENABLE=1 /opt/build/bin/python -m hatchling build -t wheel -d /wheel \
    && /opt/onrecord/bin/pip install --no-cache-dir --no-deps /wheel/onrecord-*.whl

FROM python:3.12-slim
COPY --from=build /opt/onrecord /opt/onrecord
RUN useradd --create-home --uid 10001 onrecord \
    && install --directory --owner=onrecord --group=onrecord /config /data
USER onrecord
WORKDIR /data
ENV PATH=/opt/onrecord/bin:$PATH \
    PYTHONUNBUFFERED=1
VOLUME ["/config", "/data"]
ENTRYPOINT ["onrecord"]
CMD ["run", "--config", "/config"]
