// aedes over TCP and over WebSocket (any path) on free ports of the loopback interface.
// The first line of its input is {"login", "refused"}: {"user", "password"} or null, and how the topics begin that nobody may subscribe
// to, or null. It answers with one line, {"port", "webPort"}, and ends with its input: with the test, however that ends.

import { once } from "node:events";
import { createServer as createWebServer } from "node:http";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { Aedes } from "aedes";
import { WebSocketServer, createWebSocketStream } from "ws";

const BAD_USER_NAME_OR_PASSWORD = 4;

const input = createInterface({ input: process.stdin });
input.on("close", () => process.exit());
const [line] = await once(input, "line");
const { login, refused } = JSON.parse(line);

const aedes = await Aedes.createBroker({
  authenticate: (_client, user, password, done) => {
    if (login === null || (user === login.user && password?.toString() === login.password)) return done(null, true);
    done(Object.assign(new Error("not the login"), { returnCode: BAD_USER_NAME_OR_PASSWORD }), false);
  },
  // Null for a subscription becomes 128 in the SUBACK.
  authorizeSubscribe: (_client, subscription, done) =>
    done(null, refused !== null && subscription.topic.startsWith(refused) ? null : subscription),
});

const plain = createServer(aedes.handle);
const web = createWebServer();
// The subprotocol that a client must ask for, and is granted (MQTT 3.1.1, section 6).
const sockets = new WebSocketServer({
  server: web,
  handleProtocols: (offered) => (offered.has("mqtt") ? "mqtt" : false),
});
sockets.on("connection", (socket, request) => {
  const stream = createWebSocketStream(socket);
  // A client that is cut off is no news to a broker; without a listener it would be an uncaught exception.
  stream.on("error", () => socket.terminate());
  aedes.handle(stream, request);
});

for (const server of [plain, web]) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
}
console.log(JSON.stringify({ port: plain.address().port, webPort: web.address().port }));
