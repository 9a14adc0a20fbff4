# The shop in one container. `npm run image` builds and tests it.
# The base is an argument, so that a mirror can replace it.
ARG NODE_IMAGE=node:24-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
# dist/: the bundles, the SQL files, and assets under content-hashed names.
RUN npm run build

FROM ${NODE_IMAGE} AS base
ENV NODE_ENV=production
WORKDIR /app
RUN groupadd --gid 10001 app-user \
 && useradd --uid 10001 --gid app-user --no-create-home --shell /usr/sbin/nologin app-user
USER app-user

# Not the shop: endpoints of Neon's and Upstash's protocols for local development, `docker compose --profile edge up`.
FROM base AS tools
COPY --from=build /build/package.json ./
COPY --from=build /build/dist/chunks ./dist/chunks
COPY --from=build /build/dist/tools ./dist/tools

FROM base
ENV DEBUG=False \
    PORT=8000
# The bundles are self-contained, so there is no node_modules. The edge functions are not copied.
COPY --from=build /build/package.json ./
COPY --from=build /build/dist/sql ./dist/sql
COPY --from=build /build/dist/assets ./dist/assets
COPY --from=build /build/dist/chunks ./dist/chunks
COPY --from=build /build/dist/*.js ./dist/
EXPOSE 8000
# Shutdown after SIGTERM takes up to 25 s: allow 30 s (`docker stop --time 30`).
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 CMD ["node", "dist/healthcheck.js"]
CMD ["node", "dist/server.js"]
