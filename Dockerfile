# The image of one service, or of the operator's tool (ops): docker build --build-arg SERVICE=billing-service -t coincast/billing-service .
#
#   <image>                             runs the service (dist/src/main.js)
#   <image> node dist/src/migrate.js    brings its schema up to date (services with a schema)
#
# All services are built alike, so there is one file; docs/adr/0014-one-dockerfile.md.
ARG NODE_IMAGE=node:22-bookworm-slim

# What npm decides by: the lock file and each workspace's package.json. As long as they stay, packages come from the cache.
FROM ${NODE_IMAGE} AS sources
WORKDIR /sources
COPY . .
RUN mkdir /manifests \
 && cp --parents package-lock.json .npmrc $(find . -name package.json -not -path '*/node_modules/*') /manifests

FROM ${NODE_IMAGE} AS manifests
WORKDIR /app
COPY --from=sources /manifests .

# The compiled services, the same for every image. What is built for tests and tools alone is not installed.
FROM manifests AS build
RUN npm ci --include-workspace-root \
      -w shared -w auth-service -w billing-service -w prediction-service -w inference-worker -w gateway -w web-ui -w telegram-bot -w ops
COPY . .
RUN node_modules/.bin/tsc -b shared auth-service billing-service prediction-service inference-worker gateway web-ui telegram-bot ops \
 && rm -rf node_modules */node_modules */src */tsconfig.json */dist/*.tsbuildinfo \
 && find */dist -name '*.d.ts' -delete

# What this service needs to run, and nothing else.
FROM manifests AS packages
ARG SERVICE
RUN npm ci --omit=dev -w "${SERVICE:?which service? --build-arg SERVICE=gateway}" && npm cache clean --force
COPY --from=build /app/shared shared
COPY --from=build /app/${SERVICE} ${SERVICE}

FROM ${NODE_IMAGE}
# As process 1 it hands signals on from the first moment and reaps what nobody else does.
RUN apt-get update \
 && apt-get install -y --no-install-recommends tini \
 && rm -rf /var/lib/apt/lists/*
ARG SERVICE
# Files that arrive wait here; the one place besides /tmp that a service writes to.
RUN install -d -o node -g node /var/spool/coincast
COPY --from=packages /app/node_modules /app/node_modules
COPY --from=packages /app/shared /app/shared
COPY --from=packages /app/${SERVICE} /app/${SERVICE}
WORKDIR /app/${SERVICE}
ARG VERSION=dev
ARG REVISION=unknown
LABEL org.opencontainers.image.title="coincast ${SERVICE}" \
      org.opencontainers.image.description="Time-series forecasts for prepaid credits" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="UNLICENSED"
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
USER node
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then(({ok}) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--"]
CMD ["node", "dist/src/main.js"]
