import Mocha from 'mocha';

/** Mocha's spec reporter with the closing line that people and machines read: `N passed, N failed, N skipped`. */
// biome-ignore lint/style/noDefaultExport: mocha asks for it
export default class Reporter extends Mocha.reporters.Spec {
  epilogue() {
    const { passes, failures, pending } = this.stats;
    super.epilogue();
    console.log(`${passes} passed, ${failures} failed, ${pending} skipped`);
  }
}
