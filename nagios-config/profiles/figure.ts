import type { ApplicationSubject, Size } from '../inventory/model.ts';

/**
 * Limits with where they come from. Thresholds are written as on the check's command line; of several, each alerts on
 * its own, so that a percentage and an amount guard small and large disks alike. Sizes have their unit (`10GiB`).
 */
export interface Figure {
  readonly warning: readonly string[];
  readonly critical: readonly string[];
  /** What goes wrong at these limits, as a sentence. */
  readonly because: string;
  /** Who says so. */
  readonly source: string;
}

/** What is known of watching one product. */
export interface Profile {
  /** The page below the base URL that tells the product's state, and what its JSON must hold where it has any. */
  readonly status: { readonly path: string; readonly json?: string; readonly source: string };
  /** What the arguments of exactly one process match while the product runs, side-car JVMs left out. */
  readonly jvm: JvmPattern;
  readonly sizes: Readonly<Record<Size, ApplicationFigures>>;
  /** Limits of the machine that this product needs higher than others. */
  readonly machine?: { readonly load?: Figure; readonly procs?: Figure };
}

/** The limits of an application of one size. */
export type ApplicationFigures = Readonly<Record<ApplicationSubject, Figure>>;

/** How the one JVM of a product is told from those that run beside it. */
interface JvmPattern {
  /** The main class or another word of its command line, as an extended regular expression. */
  readonly mainClass: string;
  /** The system property that names the installation directory, when the product has one. */
  readonly homeProperty?: string;
  /** What stands between the installation directory and the value of that property. */
  readonly below?: string;
  readonly because: string;
  readonly source: string;
}
