# The shop in one container. Built and tried out by `npm run image`.
# The base is an argument, so that a mirror or a stand-in can take its place.
ARG NODE_IMAGE=node:24-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
# dist/: the bundles, the SQL beside them, and assets under names of their content.
RUN npm run build

FROM ${NODE_IMAGE} AS base
ENV NODE_ENV=production
WORKDIR /app
RUN groupadd --gid 10001 app-user \
 && useradd --uid 10001 --gid app-user --no-create-home --shell /usr/sbin/nologin app-user
USER app-user

# Not the shop: endpoints of Neon's and Upstash's protocols for a desk, `docker compose --profile edge up`.
FROM base AS tools
COPY --from=build /build/package.json ./
COPY --from=build /build/dist/chunks ./dist/chunks
COPY --from=build /build/dist/tools ./dist/tools

FROM base
ENV DEBUG=False \
    PORT=8000
# Bundles have all that they import inside, so there is no node_modules. The functions for the edge stay behind.
COPY --from=build /build/package.json ./
COPY --from=build /build/dist/sql ./dist/sql
COPY --from=build /build/dist/assets ./dist/assets
COPY --from=build /build/dist/chunks ./dist/chunks
COPY --from=build /build/dist/*.js ./dist/
EXPOSE 8000
# It is told to end by SIGTERM, and takes up to 25 s: give it 30 (`docker stop --time 30`).
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 CMD ["node", "dist/healthcheck.js"]
CMD ["node", "dist/server.js"]
