export interface Route {
  readonly method: string;
  /** As the router writes it: `/cases/:reference`. */
  readonly url: string;
}

/** The methods that some route takes at this path. */
export function methodsAt(routes: readonly Route[], url: string): readonly string[] {
  const path = url.split(/[?#]/, 1)[0]!;
  return [...new Set(routes.filter((route) => patternOf(route.url).test(path)).map((route) => route.method))].sort();
}

const patternOf = (url: string): RegExp =>
  new RegExp(`^${url.replaceAll('.', '\\.').replace(/:[A-Za-z]+/g, '[^/]+')}$`);
