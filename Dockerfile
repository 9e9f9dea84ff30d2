# The daemon as a container. The config lies in /config, everything that must survive in /data.
FROM python:3.12-slim AS build
WORKDIR /src
COPY requirements.lock ./
RUN python -m venv /opt/onrecord && /opt/onrecord/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY onrecord onrecord
COPY config config
COPY crawler crawler
COPY monitor monitor
COPY alerts alerts
COPY store store
RUN /opt/onrecord/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

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
