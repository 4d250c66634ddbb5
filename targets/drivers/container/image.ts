/** What an image's name tells of the server in it. Pure. */
import { type Catalog, configOf, findProduct, type Product } from '../../catalog.ts';
import type { ServerConfig, TargetSpec } from '../../target.ts';

export interface ImageServer {
  readonly product: Product | undefined;
  /** The arguments that follow the image's entry point, without the flags. */
  readonly words: readonly string[];
  readonly config: ServerConfig;
  readonly ulimits: Readonly<Record<string, string>>;
}

/** The server that a spec's image most likely holds, and how it is to be started in a container. */
export function serverIn(spec: TargetSpec, catalog: Catalog): ImageServer {
  const image = spec.source ?? '';
  const product = findProduct(catalog, spec.product ?? '') ?? productNamed(image, catalog);
  if (product === undefined) return { product, words: [], config: {}, ulimits: {} };
  const version = spec.version ?? versionTagged(image);
  return {
    product,
    words: product.containerCommand ?? [],
    // Without a version only what all of them know is set.
    config: {
      ...(version === undefined ? product.config : configOf(product, version)),
      ...product.containerConfig,
    },
    ulimits: product.containerUlimits ?? {},
  };
}

/** `redis` in docker.io/library/redis:8, bitnami/redis:7, samewire-local/redis:8.0. */
function productNamed(image: string, catalog: Catalog): Product | undefined {
  const last = image.replace(/@.*$/, '').split('/').at(-1) ?? '';
  const words = last.replace(/:.*$/, '').split(/[^a-z0-9]+/);
  return catalog.find(({ product }) => words.includes(product));
}

/** `8.0` of :8.0-alpine, `1.37.0` of :v1.37.0; nothing of :latest. */
function versionTagged(image: string): string | undefined {
  return /:v?(\d+(?:\.\d+)*)[^/]*$/.exec(image)?.[1];
}
