# syntax=docker/dockerfile:1
# Two stages: the first has pip and leaves an environment behind, the second has only that environment and the code.
# Runs as nobody in particular, with a read-only root: everything it writes goes to /state.
FROM python:3.12-slim AS packages
WORKDIR /build
COPY requirements.lock ./
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --require-hashes -r requirements.lock \
 && /venv/bin/pip uninstall --yes pip

FROM python:3.12-slim
LABEL org.opencontainers.image.title="Tellal" \
      org.opencontainers.image.description="Reads the news of many languages and cries each story once" \
      org.opencontainers.image.licenses="MIT"
RUN groupadd --gid 10001 tellal \
 && useradd --uid 10001 --gid tellal --no-create-home --home-dir /state --shell /usr/sbin/nologin tellal \
 && install -d -o tellal -g tellal /state
WORKDIR /app
COPY --from=packages /venv /venv
COPY news ./news
COPY feeds ./feeds
COPY translators ./translators
COPY storage ./storage
COPY channels ./channels
COPY web ./web
COPY bot ./bot
COPY feeds.yaml LICENSE ./
RUN chmod -R a+rX /app && /venv/bin/python -m compileall -q /app
ENV PATH=/venv/bin:$PATH \
    PYTHONPATH=/app \
    PYTHONSAFEPATH=1 \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/state \
    TELLAL_DATABASE_URL=sqlite:////state/tellal.sqlite \
    TELLAL_PACKAGES_DIR=/state/packages \
    TELLAL_BACKUPS_DIR=/state/backups
USER 10001:10001
VOLUME /state
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=20s --start-period=60s --retries=3 CMD ["python", "-m", "bot", "health"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
