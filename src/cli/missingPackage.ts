/** A package that only some work needs is not installed. */
export class MissingPackage extends Error {
  constructor(what: string, packages: string) {
    super(`${what} needs packages that are not installed: npm install ${packages}`);
    this.name = "MissingPackage";
  }
}
