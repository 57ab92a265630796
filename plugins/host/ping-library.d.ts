// What is used of `ping` beyond its front door, which runs ping where a strange line would end the process.
declare module 'ping/lib/parser/factory.js' {
  interface Parser {
    eat(line: string): unknown;
    getResult(): { readonly packetLoss: unknown; readonly avg: unknown };
  }
  const factory: {
    createParser(address: string, platform: string, config: object): Parser;
  };
  export = factory;
}

declare module 'ping/lib/builder/factory.js' {
  interface Builder {
    getCommandArguments(address: string, config: object): string[];
  }
  const factory: {
    createBuilder(platform: string): Builder;
    getExecutablePath(platform: string, v6: boolean): string;
  };
  export = factory;
}
