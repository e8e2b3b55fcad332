# The server in one image. Without DATABASE_URL it keeps an embedded database in /data; docker-compose.yml puts it
# beside PostgreSQL.
FROM node:22-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# Scripts would build before the sources are there.
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY bin bin
COPY scripts scripts
COPY migrations migrations
COPY seeds seeds
COPY src src
COPY web web
RUN npm run build && npm prune --omit=dev --ignore-scripts
# The embedded database starts from this: made here, since a running container cannot write beside its program.
RUN node -e "require('./dist/src/platform/database/embedded/postgis.js').leanPostgis(); require('./dist/src/platform/database/embedded/snapshot.js').emptySnapshot()"

FROM node:22-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 DATA_DIR=/data
WORKDIR /app
RUN install -d -o node -g node /data
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/bin bin
COPY --from=build /app/dist dist
RUN ln -s /app/bin/csg.mjs /usr/local/bin/csg
# Nothing in /app belongs to this user: the root file system may be read-only, and only /data and /tmp are written.
USER node
VOLUME /data
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=6s --start-period=180s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/src/main.js"]
CMD ["start"]
