import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands before an API, and lets calls pass or not. */
export class ApiDoor {
  isShut = false;
  /** Calls of this path take effect, and their answers get lost. */
  losesAnswersOf: string | undefined;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(target: string): Promise<ApiDoor> {
    const server = createServer((call, answer) => {
      const door = opened;
      if (!door || door.isShut) {
        call.socket.destroy();
        return;
      }
      const { method, headers, url = '/' } = call;
      const isLost = method === 'POST' && url === door.losesAnswersOf;
      const passed = request(new URL(url, target), { method, headers }, (given) => {
        if (isLost) {
          given.resume().once('end', () => call.socket.destroy());
          return;
        }
        answer.writeHead(given.statusCode ?? 500, given.headers);
        given.pipe(answer);
      });
      passed.once('error', () => call.socket.destroy());
      call.pipe(passed);
    });
    let opened: ApiDoor | undefined;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    opened = new ApiDoor(server, `http://127.0.0.1:${port}`);
    return opened;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
