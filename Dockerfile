# The command line as an image: docker run --rm -v "$PWD:/src" fastapi-lint check
# The lock file decides what is installed, by hash; build it with --build-arg SOURCE_DATE_EPOCH=$(git log -1 --format=%ct).
FROM python:3.13-slim-trixie AS build
ARG SOURCE_DATE_EPOCH
WORKDIR /build
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=/opt/fastapi-lint
RUN pip install --no-cache-dir uv==0.13.9
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev --no-install-project --no-cache
COPY hatch_build.py README.md LICENSE ./
COPY checker checker
COPY rules rules
COPY skills skills
COPY fixtures fixtures
RUN uv sync --frozen --no-dev --no-editable --no-cache \
    && FASTAPI_LINT_CACHE=/opt/cache /opt/fastapi-lint/bin/fastapi-lint rules > /dev/null

FROM python:3.13-slim-trixie
# git says what changed since a revision; the folder that is mounted belongs to somebody else.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory '*' \
    && useradd --system --uid 10001 --no-create-home lint
COPY --from=build /opt/fastapi-lint /opt/fastapi-lint
COPY --from=build /opt/cache /opt/cache
ENV PATH=/opt/fastapi-lint/bin:$PATH PYTHONDONTWRITEBYTECODE=1 FASTAPI_LINT_CACHE=/opt/cache
WORKDIR /src
USER 10001
ENTRYPOINT ["fastapi-lint"]
CMD ["check"]
