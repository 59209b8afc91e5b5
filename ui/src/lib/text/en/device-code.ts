/** The program for the board at the other end of a tile. */
export const deviceCode = {
  open: "Device code",
  title: (name: string) => `Device code: ${name}`,
  lead: "The program for the board at the other end: it publishes what the tiles read and obeys what they send. Put your sensor or relay where it says SENSOR or RELAY.",
  partTitle: "The device itself",
  partLead: "The program for the board at the other end, ready to copy.",
  platform: "Platform",
  broker: "Broker",
  goneBroker: "A deleted broker",
  code: "Code",
  files: "Files",
  copy: "Copy",
  copied: "Copied",
  notCopied: "This window may not copy. Select the text and copy it yourself.",
  save: "Save",
  install: "What to install",
  library: (library: string) => `Stands on ${library}.`,
  secrets:
    "Your user name and password are not in it. The program says where they go: keep them out of what you share.",
  manyNotes: (count: number) => `${count} things to know`,
  notes: {
    nothing: "There is nothing here for a device to do: no topic of this broker is read or sent.",
    demo: "The demo’s broker is inside this app, and no device can reach it. Put the address of your own broker in.",
    noBroker: "The tiles’ broker was deleted. Put the address of your broker in.",
    thisComputer: (host: string) =>
      `“${host}” means this computer. On another device, put this computer’s address in your network in.`,
    noWebSocket: "This platform does not speak WebSocket. Check host and port: the broker needs another way in.",
    noEncryption:
      "This platform has no encryption, and your broker asks for it. Passwords would travel in clear: choose a larger board.",
    noCertificate: "Your broker wants to see a certificate, and this program shows none.",
    certificate: "Put the device’s certificate and key beside the program, as client.pem and client.key.",
    pinned: "Tilework trusts this broker by a fingerprint. The program needs the broker’s authority as ca.pem.",
    wildcard: (topic: string, instead: string) => `A tile listens to ${topic}. The program publishes ${instead}.`,
    brokersOwn: (topic: string) => `${topic} is left out: the broker itself says that.`,
    template: (title: string) =>
      `“${title}”: what its template does could not be turned round. Write there what the tile understands.`,
    converted: (title: string) => `“${title}” converts what it reads. Publish the value as it is before that.`,
    sameTopic: (title: string, topic: string) =>
      `“${title}” is left out: another tile reads something else from ${topic}.`,
    payload: (title: string) => `“${title}” sends something of its own making. Read it where the program says so.`,
    oneWill: (topic: string) =>
      `A device has one last will. On ${topic} it only says “offline” when it is stopped in order.`,
    notWritten: (topic: string) => `${topic} is left out: it cannot be written in this platform’s settings.`,
    tooMany: (left: number) => `${left} more are left out: a program has room for 100.`,
  },
};
